import { heardStream } from '@millwright/event-sourcing';
import type { HeardEvent, orders } from '@millwright/contracts';

export interface WorkCenterState {
  readonly known: boolean;
  readonly timeZone: string;
  readonly simultaneousJobs: number;
}

/** What orders says of a work center. Until it is heard, days are those of UTC and one job runs at a time. */
export const workCenter = heardStream<WorkCenterState, HeardEvent<typeof orders.WorkCenterReleased>>(
  'orders',
  'work-center',
  {
    initialState: { known: false, timeZone: 'UTC', simultaneousJobs: 1 },
    evolve: (_state, { data: { timeZone, simultaneousJobs } }) => ({ known: true, timeZone, simultaneousJobs }),
  },
);
