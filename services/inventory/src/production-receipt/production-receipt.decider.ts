import { add, decider, isMoreThan, Rejection, rejection, type Look, type Quantity } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { placeFor } from '../location/location.decider.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { together } from '../receipt/together.rules.js';
import { madeLot, madeUnit } from './made.decider.js';
import type { ReceiveProduction } from './production-receipt.commands.js';

interface Receiving {
  readonly journal: LotJournal;
  readonly look: Look;
  readonly order: string;
  readonly place: { readonly location: string; readonly quarantine?: true };
}

/** Only what tracking has let pass comes into stock, each piece once. A held unit is received, and stays held. */
export const receiveProduction = decider<ReceiveProduction>({
  name: 'receive-production',
  streams: ({ units, lot, order }) => {
    const [first, ...more] = units ?? [lot ?? order];
    return [first, ...more].flatMap((number) => [materialLot(number), madeUnit(number)]);
  },
  decide: ({ order, units, lot, quantity, location }, look, { at }) => {
    const byUnits = units !== undefined;
    if (byUnits === (lot !== undefined) || byUnits === (quantity !== undefined)) {
      return rejection('invalid-request', 'Give either units (serial numbers), or lot and quantity.', {
        kind: 'invalid',
      });
    }
    const kind = placeFor(look, location);
    if (kind instanceof Rejection) return kind;
    const journal = new LotJournal(look, at);
    const receiving: Receiving = {
      journal,
      look,
      order,
      place: { location, quarantine: kind.kind === 'quarantine' || undefined },
    };
    const refused = byUnits
      ? units.flatMap((unit) => receiveUnit(receiving, unit) ?? [])
      : [receiveLot(receiving, lot as string, quantity as Quantity) ?? []].flat();
    if (refused.length > 0) return together('Nothing was received', refused);
    return { events: journal.occurrences, answer: { order, lots: byUnits ? units : [lot], location } };
  },
});

const ofAnotherOrder = (id: string, order: string, made: string): Rejection =>
  rejection('of-another-order', `${id} was made by order ${made}, not by ${order}.`, {
    facts: { lot: id, order: made },
  });

function receiveUnit({ journal, look, order, place }: Receiving, unit: string): Rejection | undefined {
  const made = look(madeUnit(unit));
  if (journal.lot(unit).status !== 'unknown')
    return rejection('already-received', `Unit ${unit} has been received already.`, { facts: { unit } });
  if (made.status !== 'completed') {
    const why = {
      unknown: 'is not known here yet as finished',
      'in-process': 'has not passed its last operation',
      scrapped: 'was scrapped',
    }[made.status];
    return rejection('unit-not-completed', `Unit ${unit} ${why}.`, { facts: { unit, unitStatus: made.status } });
  }
  if (made.order !== order) return ofAnotherOrder(unit, order, made.order);
  const { unit: piece } = look(item(made.item));
  const { externalOrder } = made;
  journal.record({
    type: 'ProductionReceived',
    data: {
      lot: unit,
      item: made.item,
      quantity: { value: '1', unit: piece || 'C62' },
      order,
      externalOrder,
      ...place,
    },
  });
  return undefined;
}

function receiveLot(
  { journal, look, order, place }: Receiving,
  lot: string,
  quantity: Quantity,
): Rejection | undefined {
  const made = look(madeLot(lot));
  if (made.order === '')
    return rejection('lot-not-completed', `Lot ${lot} is not known here yet as finished.`, { facts: { lot } });
  if (made.order !== order) return ofAnotherOrder(lot, order, made.order);
  const amount = amountOf(made.item, look(item(made.item)), quantity);
  if (amount instanceof Rejection) return amount;
  const stock = journal.lot(lot);
  if (stock.status === 'scrapped' || (stock.status !== 'unknown' && stock.order !== order)) {
    return rejection('lot-exists', `There is another lot ${lot} in stock already.`, {
      facts: { lot, item: stock.item },
    });
  }
  if (isMoreThan(add(stock.produced, amount), made.completed)) {
    return rejection(
      'more-than-completed',
      `Of lot ${lot}, ${made.completed} ${made.unit} were finished and ${stock.produced} received; ${amount} more would be too much.`,
      {
        facts: {
          lot,
          completed: { value: made.completed, unit: made.unit },
          received: { value: stock.produced, unit: made.unit },
        },
      },
    );
  }
  const { externalOrder } = made;
  const received = { value: amount, unit: look(item(made.item)).unit };
  journal.record({
    type: 'ProductionReceived',
    data: { lot, item: made.item, quantity: received, order, externalOrder, ...place },
  });
  return undefined;
}
