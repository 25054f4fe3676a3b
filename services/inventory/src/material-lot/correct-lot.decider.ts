import { compare, decider, isMoreThan, Rejection, rejection, subtract, type Look } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { location, placeFor } from '../location/location.decider.js';
import { freeAt, type LotState, type Movement } from './lot-state.rules.js';
import { LotJournal } from './lot-journal.decider.js';
import type { AdjustLot, ReverseMovement } from './material-lot.commands.js';
import { materialLot, unusable } from './material-lot.decider.js';

const inStock = (id: string, lot: LotState, at: string): Rejection | undefined =>
  lot.status === 'unknown' || lot.status === 'scrapped' ? unusable(id, { ...lot, holds: new Map() }, at) : undefined;

/**
 * A count is a fact, also of a held lot. Reservations that it leaves uncovered are taken back afterwards. What is at the
 * line for an order belongs to that order: it is returned first.
 */
export const adjustLot = decider<AdjustLot>({
  name: 'adjust-lot',
  streams: ({ lot }) => [materialLot(lot)],
  decide: ({ lot: id, location: there, counted, reason }, look, { at, id: movement }) => {
    const journal = new LotJournal(look, at);
    const lot = journal.lot(id);
    const refused = inStock(id, lot, at);
    if (refused) return refused;
    const amount = amountOf(lot.item, look(item(lot.item)), counted);
    if (amount instanceof Rejection) return amount;
    const difference = subtract(amount, lot.places.of(there));
    const place = isMoreThan(difference, '0') ? placeFor(look, there) : look(location(there));
    if (place instanceof Rejection) return place;
    const issued = lot.issuedAt.of(there);
    if (isMoreThan(issued, amount)) {
      return rejection(
        'issued-to-order',
        `${issued} ${lot.unit} of lot ${id} at ${there} are issued to orders. Return what is missing first, then adjust.`,
        {
          legal: ['return'],
          facts: { lot: id, location: there, issued: { value: issued, unit: lot.unit } },
        },
      );
    }
    const answer = { lot: id, location: there, difference: { value: difference, unit: lot.unit } };
    if (compare(difference, '0') === 0) return { events: [], answer };
    const quarantine = place.kind === 'quarantine' || undefined;
    journal.record({
      type: 'LotAdjusted',
      data: { lot: id, item: lot.item, quantity: answer.difference, location: there, quarantine, reason, movement },
    });
    return { events: journal.occurrences, answer: { ...answer, movement } };
  },
});

/** Nothing is edited: what was recorded by mistake is taken back by a movement that names it. */
export const reverseMovement = decider<ReverseMovement>({
  name: 'reverse-movement',
  streams: ({ lot }) => [materialLot(lot)],
  decide: ({ lot: id, movement: reverses, reason }, look, { at, id: movement }) => {
    const journal = new LotJournal(look, at);
    const lot = journal.lot(id);
    const refused = inStock(id, lot, at);
    if (refused) return refused;
    const before = lot.movements.get(reverses);
    if (!before)
      return rejection('unknown-movement', `Lot ${id} has no receipt, move or adjustment ${reverses}.`, {
        kind: 'unknown',
        facts: { lot: id, movement: reverses },
      });
    if (before.reversed)
      return rejection('already-reversed', `Movement ${reverses} is a reversal or has been reversed.`, {
        facts: { lot: id, movement: reverses },
      });
    const missing = notThere(id, lot, before);
    if (missing) return missing;
    const of = { lot: id, item: lot.item };
    const quarantine = quarantineAt(look, before.from ?? before.to);
    if (before.kind === 'move') {
      journal.record({
        type: 'LotMoved',
        data: {
          ...of,
          quantity: { value: before.quantity, unit: lot.unit },
          from: before.to,
          to: before.from ?? before.to,
          quarantine,
          movement,
          reverses,
        },
      });
    } else {
      const quantity = { value: subtract('0', before.quantity), unit: lot.unit };
      journal.record({
        type: 'LotAdjusted',
        data: { ...of, quantity, location: before.to, quarantine, reason, movement, reverses },
      });
    }
    return { events: journal.occurrences, answer: { lot: id, movement, reverses } };
  },
});

const quarantineAt = (look: Look, there: string): true | undefined =>
  look(location(there)).kind === 'quarantine' || undefined;

function notThere(id: string, lot: LotState, { quantity, to }: Movement): Rejection | undefined {
  const there = freeAt(lot, to);
  if (!isMoreThan(quantity, there)) return undefined;
  return rejection(
    'not-enough-there',
    `Only ${there} ${lot.unit} of lot ${id} are still free at ${to}. Move or return it there first, or adjust.`,
    {
      facts: { lot: id, location: to, there: { value: there, unit: lot.unit } },
    },
  );
}
