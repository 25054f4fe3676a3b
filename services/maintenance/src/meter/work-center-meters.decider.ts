import { streamOf } from '@millwright/event-sourcing';
import type { WorkCenterMetersEvent } from './work-center-meters.events.js';

/** The meters that follow a work center. */
export const workCenterMeters = streamOf<readonly string[], WorkCenterMetersEvent>('work-center-meters', {
  initialState: [],
  evolve: (meters, { type, data }) => {
    const others = meters.filter((one) => one !== data.meter);
    return type === 'MeterLinkedToWorkCenter' ? [...others, data.meter] : others;
  },
});
