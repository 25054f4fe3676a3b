import type { Event } from '@millwright/event-sourcing';

/**
 * The jobs last seen running at a work center, whole in every event, so that a month can be read on its own. Whether they
 * still run, their own streams tell.
 */
export type WorkCenterMonthEvent = Event<
  'JobCameToWorkCenter',
  {
    readonly workCenter: string;
    readonly job: string;
    readonly jobs: readonly string[];
  }
>;
