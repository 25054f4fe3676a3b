import { compare, decider, Rejection, rejection, type Look, type Occasion } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { placeFor } from '../location/location.decider.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { ReceiveMaterial, ReceiveMaterials } from './receipt.commands.js';
import { together } from './together.rules.js';

function receive(journal: LotJournal, look: Look, receipt: ReceiveMaterial, occasion: Occasion): Rejection | undefined {
  const { lot, item: itemId, location, supplier, supplierLot, purchaseOrder, expiresAt } = receipt;
  const known = look(item(itemId));
  const amount = amountOf(itemId, known, receipt.quantity);
  if (amount instanceof Rejection) return amount;
  if (known.tracking === 'serial' && compare(amount, '1') !== 0) {
    return rejection(
      'serial-quantity',
      `${itemId} is serialized: under the number ${lot} there is one piece, not ${amount}.`,
      { kind: 'invalid', facts: { item: itemId, lot, quantity: amount } },
    );
  }
  const place = placeFor(look, location);
  if (place instanceof Rejection) return place;
  if (journal.lot(lot).status !== 'unknown') {
    return rejection(
      'lot-exists',
      `Lot ${lot} has been received already. Give this receipt a number of its own, or adjust lot ${lot}.`,
      { facts: { lot, item: journal.lot(lot).item } },
    );
  }
  journal.record({
    type: 'MaterialReceived',
    data: {
      lot,
      item: itemId,
      quantity: { value: amount, unit: known.unit },
      location,
      quarantine: place.kind === 'quarantine' || undefined,
      supplier,
      supplierLot,
      purchaseOrder,
      expiresAt,
      movement: `${occasion.id}-${lot}`,
    },
  });
  return undefined;
}

export const receiveMaterial = decider<ReceiveMaterial>({
  name: 'receive-material',
  streams: ({ lot }) => [materialLot(lot)],
  decide: (receipt, look, occasion) => {
    const journal = new LotJournal(look, occasion.at);
    const refused = receive(journal, look, receipt, occasion);
    if (refused) return refused;
    const { lot, item: itemId, location } = receipt;
    const { places, unit } = journal.lot(lot);
    return {
      events: journal.occurrences,
      answer: { lot, item: itemId, location, quantity: { value: places.total, unit } },
    };
  },
});

export const receiveMaterials = decider<ReceiveMaterials>({
  name: 'receive-materials',
  streams: ({ receipts }) => receipts.map(({ lot }) => materialLot(lot)),
  decide: ({ receipts }, look, occasion) => {
    const journal = new LotJournal(look, occasion.at);
    const refused = receipts.flatMap((receipt) => receive(journal, look, receipt, occasion) ?? []);
    if (refused.length > 0) return together('No receipt was recorded', refused);
    return { events: journal.occurrences, answer: { lots: receipts.map(({ lot }) => lot) } };
  },
});
