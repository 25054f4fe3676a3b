import { inventory, quality, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { enforceHold, liftHold } from './hold.decider.js';

type Heard =
  | HeardEvent<typeof quality.HoldPlaced>
  | HeardEvent<typeof quality.HoldReleased>
  | HeardEvent<typeof inventory.RecallOpened>;

interface Held {
  readonly kind: 'unit' | 'lot';
  readonly id: string;
  readonly item?: string;
}
const enforce = (subjects: readonly Held[], hold: string, reason: string) =>
  subjects.map(({ kind, id, item }) => intent(enforceHold, { subject: id, kind, item, hold, reason }));

const eachOnce = (subjects: readonly Held[]): Held[] =>
  subjects.filter(({ id }, place) => subjects.findIndex((one) => one.id === id) === place);

/** From now on nothing is done with what is held. A recall holds under its own number. */
export const enforceHolds: Reaction<Heard, EntityManager> = {
  name: 'enforce-holds',
  on: {
    [quality.HoldPlaced.type]: ({ data: { hold, subjects, reason } }) => enforce(subjects, hold, reason),
    [quality.HoldReleased.type]: ({ data: { hold, subjects } }) =>
      subjects.map(({ id }) => intent(liftHold, { subject: id, hold })),
    [inventory.RecallOpened.type]: ({ data: { recall, lot, reason, inStock, inProcess } }) =>
      enforce(eachOnce([...inStock, ...inProcess, { kind: 'lot', id: lot }]), recall, reason),
  },
};
