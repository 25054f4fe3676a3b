import { decider, isMoreThan, isZero, Rejection, rejection, smaller, subtract, sum } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { placeFor } from '../location/location.decider.js';
import { issuedTo } from '../material-lot/lot-state.rules.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { ReturnMaterial } from './demand.commands.js';
import { demand, unknownDemand } from './demand.decider.js';
import { DemandJournal } from './demand-journal.decider.js';

/**
 * Unused material comes back from the line; also when it is held, and also after the order is over. What was consumed
 * meanwhile cannot come back. While the order is open and short of it, it stays reserved for the order.
 */
export const returnMaterial = decider<ReturnMaterial>({
  name: 'return-material',
  streams: ({ order, lot }) => [demand(order), materialLot(lot)],
  decide: ({ order, item: itemId, lot: id, quantity, to }, look, { at }) => {
    const journal = new DemandJournal(look, order, at);
    if (journal.state.status === 'none') return unknownDemand(order);
    const amount = amountOf(itemId, look(item(itemId)), quantity);
    if (amount instanceof Rejection) return amount;
    const place = placeFor(look, to);
    if (place instanceof Rejection) return place;
    const lot = journal.lots.lot(id);
    const there = lot.places
      .names()
      .map((location) => ({ location, issued: smaller(issuedTo(lot, order, location), lot.places.of(location)) }));
    const issued = lot.item === itemId ? sum(there.map((one) => one.issued)) : '0';
    if (isMoreThan(amount, issued)) {
      return rejection(
        'more-than-issued',
        `Of lot ${id}, ${issued} of ${itemId} are at the line for order ${order} and not yet consumed.`,
        {
          facts: { lot: id, item: itemId, issued: { value: issued, unit: lot.unit || quantity.unit } },
        },
      );
    }
    let left = amount;
    for (const { location, issued: here } of there) {
      const back = smaller(left, here);
      if (isZero(back)) continue;
      left = subtract(left, back);
      const data = {
        lot: id,
        item: itemId,
        quantity: { value: back, unit: lot.unit },
        order,
        from: location,
        to,
        quarantine: place.kind === 'quarantine' || undefined,
      };
      journal.lots.record({ type: 'LotReturned', data });
    }
    const returned = { value: amount, unit: lot.unit };
    journal.record({ type: 'MaterialReturned', data: { order, item: itemId, lot: id, quantity: returned } });
    journal.changed();
    return { events: journal.occurrences, answer: { order, item: itemId, lot: id, quantity: returned, to } };
  },
});
