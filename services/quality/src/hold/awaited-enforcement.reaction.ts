import { inventory, tracking, type HeardEvent } from '@millwright/contracts';
import type { Event } from '@millwright/event-sourcing';
import { fact, type AwaitedAnswer } from '@millwright/platform';
import type { HeldSubject } from './hold.events.js';

type Placed = Event<
  'HoldPlaced' | 'HoldReleased',
  { readonly hold: string; readonly subjects: readonly HeldSubject[] }
>;
type Enforced =
  HeardEvent<typeof tracking.HoldEnforcedInTracking> | HeardEvent<typeof inventory.HoldEnforcedInInventory>;

const goodsOf = ({ data: { hold, subjects } }: Placed): string[] => subjects.map(({ id }) => `${hold}/${id}`);
const enforced = (type: Enforced['type']) =>
  fact<Enforced>(type, ({ data: { hold, subject } }) => [`${hold}/${subject.id}`]);

/** A hold holds nothing until a service that touches the goods refuses to: one of them has to say so. */
export const awaitedEnforcement: AwaitedAnswer = {
  question: 'hold-enforcement',
  of: 'tracking or inventory',
  missing: 'That the hold is enforced: until then the goods can be used, moved and shipped',
  asked: fact<Placed>('HoldPlaced', goodsOf),
  answered: {
    ...fact<Placed>('HoldReleased', goodsOf),
    ...enforced(tracking.HoldEnforcedInTracking.type),
    ...enforced(inventory.HoldEnforcedInInventory.type),
  },
};
