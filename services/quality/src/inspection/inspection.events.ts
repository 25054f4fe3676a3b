import type { Event, Quantity } from '@millwright/event-sourcing';

export interface InspectedSubject {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}

/** A plan's characteristic as it stood when the inspection was opened. */
export interface FrozenCharacteristic {
  readonly characteristic: string;
  readonly description: string;
  readonly unit?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly originOperation?: string;
  readonly defect?: string;
}

export interface Measured {
  readonly characteristic: string;
  readonly value: string;
  readonly unit?: string;
  readonly verdict: 'passed' | 'failed';
}

/** What an inspection is about; the same in all of its facts. */
export interface InspectionFacts {
  readonly inspection: string;
  readonly plan: string;
  readonly planRevision: string;
  readonly subject: InspectedSubject;
  readonly order?: string;
  readonly operation?: string;
  readonly quantity: Quantity;
}

export type InspectionEvent =
  | Event<
      'InspectionOpened',
      InspectionFacts & {
        readonly attempt: number;
        readonly repeats?: string;
        readonly characteristics: readonly FrozenCharacteristic[];
        readonly needsApproval: readonly string[];
      }
    >
  | Event<'MeasurementsRecorded', { readonly inspection: string; readonly measurements: readonly Measured[] }>
  /** Of all that was presented, or, where some of a lot was rejected, of the rest. */
  | Event<'InspectionPassed', InspectionFacts & { readonly measurements: readonly Measured[] }>
  | Event<
      'InspectionFailed',
      InspectionFacts & {
        readonly measurements: readonly Measured[];
        readonly failed: readonly string[];
        readonly nonconformance: string;
        readonly hold: string;
      }
    >
  | Event<'InspectionCancelled', { readonly inspection: string; readonly reason: string }>;
