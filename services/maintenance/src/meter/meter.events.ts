import type { Event } from '@millwright/event-sourcing';

/** Cycles and running time of a work center are counted by what tracking tells; a manual meter is read by somebody. */
export const meterCounts = ['cycles-of-work-center', 'running-time-of-work-center', 'manual'] as const;
export type MeterCounts = (typeof meterCounts)[number];

interface OfMeter {
  readonly meter: string;
}

/** What a meter is and which plans watch it; with every full page of readings, one fact. */
export type MeterEvent =
  | Event<
      'MeterInstalled',
      OfMeter & { readonly asset: string; readonly unit: string; readonly counts: MeterCounts; readonly value: string }
    >
  | Event<
      'PlanAttachedToMeter',
      OfMeter & {
        readonly plan: string;
        readonly asset: string;
        readonly description: string;
        readonly every: string;
        readonly from: string;
      }
    >
  | Event<'PlanDetachedFromMeter', OfMeter & { readonly plan: string }>
  | Event<'MeterPageTurned', OfMeter & { readonly page: number }>;

/** A page of readings: it ends with the month, or when it is full, and the next one begins with what it had come to. */
export type MeterPageEvent =
  | Event<
      'MeterPageOpened',
      OfMeter & {
        readonly page: number;
        readonly month: string;
        readonly value: string;
        readonly total: string;
        readonly runningSince?: string;
      }
    >
  /** One cycle, or a stretch of running time. */
  | Event<
      'MeterCounted',
      OfMeter & {
        readonly count: string;
        readonly value: string;
        readonly total: string;
        readonly unit?: string;
        readonly operation?: string;
        readonly attempt?: number;
      }
    >
  | Event<'MeterStartedRunning', OfMeter & { readonly since: string }>
  | Event<'MeterRead', OfMeter & { readonly value: string; readonly total: string }>
  /** The new device shows `value`; what the old one had counted stays in the total. */
  | Event<'MeterReplaced', OfMeter & { readonly lastValue: string; readonly value: string; readonly total: string }>;
