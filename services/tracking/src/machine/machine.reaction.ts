import { maintenance, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { releaseMachine, stopMachine } from './machine.decider.js';

/** A machine that maintenance holds must not be started: the fact goes into the stream that every start looks at. */
export const gateMachines: Reaction<
  HeardEvent<typeof maintenance.AssetWentDown> | HeardEvent<typeof maintenance.AssetReleased>,
  EntityManager
> = {
  name: 'gate-machines',
  on: {
    [maintenance.AssetWentDown.type]: ({ data: { workCenters, workOrder, asset, reason, downSince } }) =>
      workCenters.map((workCenter) => intent(stopMachine, { workCenter, workOrder, asset, reason, since: downSince })),
    [maintenance.AssetReleased.type]: ({ data: { workCenters, workOrder, releasedAt } }) =>
      workCenters.map((workCenter) => intent(releaseMachine, { workCenter, workOrder, releasedAt })),
  },
};
