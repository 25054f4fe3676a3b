import type { Event } from '@millwright/event-sourcing';

export interface EveryMeter {
  readonly meter: string;
  /** In the unit of the meter. */
  readonly value: string;
}

export interface EveryDays {
  /** Days of 24 hours. */
  readonly days: number;
  /** When it is due for the first time. */
  readonly startAt: string;
}

export type MaintenancePlanEvent =
  | Event<
      'MaintenancePlanMade',
      {
        readonly plan: string;
        readonly asset: string;
        readonly description: string;
        readonly every: EveryMeter | EveryDays;
        readonly from?: string;
      }
    >
  | Event<'MaintenancePlanEnded', { readonly plan: string; readonly reason: string }>;
