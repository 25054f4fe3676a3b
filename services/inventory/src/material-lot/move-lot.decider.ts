import { decider, isMoreThan, Rejection, rejection } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { placeFor } from '../location/location.decider.js';
import { freeAt } from './lot-state.rules.js';
import { LotJournal } from './lot-journal.decider.js';
import type { MoveLot } from './material-lot.commands.js';
import { materialLot, unusable } from './material-lot.decider.js';

/** What is quarantined or has expired may be carried elsewhere; what is held may not. Reserved stock stays reserved wherever it lies. */
export const moveLot = decider<MoveLot>({
  name: 'move-lot',
  streams: ({ lot }) => [materialLot(lot)],
  decide: ({ lot: id, from, to, quantity }, look, { at, id: movement }) => {
    const journal = new LotJournal(look, at);
    const lot = journal.lot(id);
    const refused = unusable(id, lot, at);
    if (refused && (refused.code === 'unknown-lot' || refused.code === 'lot-on-hold')) return refused;
    const amount = amountOf(lot.item, look(item(lot.item)), quantity);
    if (amount instanceof Rejection) return amount;
    const place = placeFor(look, to);
    if (place instanceof Rejection) return place;
    if (from === to)
      return rejection('already-there', `Lot ${id} is to go from ${from} to ${to}; that is the same place.`, {
        kind: 'invalid',
        facts: { lot: id, location: to },
      });
    const there = freeAt(lot, from);
    if (isMoreThan(amount, there)) {
      return rejection(
        'not-enough-there',
        `Of lot ${id}, ${there} ${lot.unit} can be moved from ${from}; what was issued to an order is not counted.`,
        {
          facts: { lot: id, location: from, there: { value: there, unit: lot.unit } },
        },
      );
    }
    const moved = { value: amount, unit: lot.unit };
    journal.record({
      type: 'LotMoved',
      data: {
        lot: id,
        item: lot.item,
        quantity: moved,
        from,
        to,
        quarantine: place.kind === 'quarantine' || undefined,
        movement,
      },
    });
    return { events: journal.occurrences, answer: { lot: id, movement, from, to, quantity: moved } };
  },
});
