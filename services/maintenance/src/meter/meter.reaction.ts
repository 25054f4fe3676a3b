import { tracking, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { countCycle, followMachineState } from './metering.decider.js';

export const cyclesAreCounted: Reaction<HeardEvent<typeof tracking.UnitFinishedOperation>, EntityManager> = {
  name: 'cycles-are-counted',
  on: {
    [tracking.UnitFinishedOperation.type]: ({ data: { workCenter, unit, operation, attempt } }) => [
      intent(countCycle, { workCenter, unit, operation, attempt }),
    ],
  },
};

/** The states of one work center follow each other, whatever day they stand in. */
export const runningTimeIsCounted: Reaction<HeardEvent<typeof tracking.MachineStateChanged>, EntityManager> = {
  name: 'running-time-is-counted',
  lane: ({ data }) => data.workCenter,
  on: {
    [tracking.MachineStateChanged.type]: ({ data: { workCenter, state, from } }) => [
      intent(followMachineState, { workCenter, isProducing: state === 'production', from }),
    ],
  },
};
