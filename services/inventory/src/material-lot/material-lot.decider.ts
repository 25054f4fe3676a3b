import { rejection, streamOf, type Rejection } from '@millwright/event-sourcing';
import { isExpired } from './availability.rules.js';
import { evolveLot } from './evolve-lot.rules.js';
import { unknownLot, type LotState } from './lot-state.rules.js';
import type { LotFact } from './material-lot.events.js';

/** The life of one lot. A serialized piece is a lot of one. A hold may be there before the lot is. */
export const materialLot = streamOf<LotState, LotFact>('material-lot', { initialState: unknownLot, evolve: evolveLot });

/** Why nothing of the lot may be moved, reserved, issued or shipped. */
export function unusable(id: string, { status, holds, expiresAt }: LotState, at: string): Rejection | undefined {
  const facts = { lot: id };
  if (status === 'unknown')
    return rejection('unknown-lot', `There is no lot ${id} in stock.`, { kind: 'unknown', facts });
  const [hold] = holds.keys();
  if (hold !== undefined) {
    return rejection(
      'lot-on-hold',
      `Lot ${id} is on hold ${[...holds.keys()].join(', ')}. Have the hold released first.`,
      { facts: { ...facts, hold, holds: [...holds.keys()] } },
    );
  }
  if (status !== 'available') {
    const legal = status === 'scrapped' ? [] : [status === 'blocked' ? 'unblock' : 'release-from-quarantine', 'scrap'];
    return rejection('lot-not-available', `Lot ${id} is ${status === 'quarantine' ? 'in quarantine' : status}.`, {
      legal,
      facts: { ...facts, lotStatus: status },
    });
  }
  if (isExpired(expiresAt, at))
    return rejection('lot-expired', `Lot ${id} expired at ${expiresAt}. Use another lot, or scrap it.`, {
      legal: ['scrap'],
      facts: { ...facts, expiresAt },
    });
  return undefined;
}
