import type { Event } from '@millwright/event-sourcing';

/** `unknown` is a statement too: the source says that it does not know. */
export type MachineState = 'production' | 'setup' | 'down' | 'idle' | 'planned-stop' | 'unknown';

interface Stop {
  readonly workCenter: string;
  readonly workOrder: string;
  readonly asset: string;
}

/** What keeps a work center from working, in the stream `machine/<work center>` that every start looks at. */
export type MachineEvent =
  /** Maintenance has taken it: nothing is started here until the work order is done. */
  | Event<'MachineStopped', Stop & { readonly reason: string; readonly since: string }>
  | Event<'MachineReleased', Stop & { readonly since: string; readonly releasedAt: string }>;

/** States of one work center on one day of the plant, in the stream `machine-day/<work center>/<local date>`. */
export type MachineDayEvent =
  /** The first fact of a day: the state that was still going on, so that the day can be read on its own. */
  | Event<
      'MachineDayOpened',
      {
        readonly workCenter: string;
        readonly day: string;
        readonly timeZone: string;
        readonly carried?: { readonly state: MachineState; readonly since: string; readonly reason?: string };
      }
    >
  /** The state from `from` on, until the next one. `cause` says whether it was reported or follows from maintenance. */
  | Event<
      'MachineStateChanged',
      {
        readonly workCenter: string;
        readonly state: MachineState;
        readonly from: string;
        readonly reason?: string;
        readonly cause: 'reported' | 'maintenance';
      }
    >;
