import { decider, isMoreThan, isZero, larger, smaller, subtract, type Look } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { inBaseUnit } from '../item/item.rules.js';
import { spreadRecalls } from '../recall/recall-spread.decider.js';
import { issuedTo } from './lot-state.rules.js';
import { LotJournal } from './lot-journal.decider.js';
import { materialLot } from './material-lot.decider.js';
import type { HeldSubject } from './material-lot.events.js';

/** Heard from tracking, which alone decides on consumption within what was issued. */
export interface ConsumeLot {
  readonly product: HeldSubject;
  readonly order: string;
  readonly externalOrder?: string;
  readonly workCenter?: string;
  readonly item: string;
  readonly lot: string;
  readonly quantity: { readonly value: string; readonly unit: string };
}

/**
 * It happened, so it is never refused: taken from what is at the line for the order, then from the rest of the lot. What
 * even that does not cover is a variance; stock does not go below zero.
 */
export const consumeLot = decider<ConsumeLot>({
  name: 'consume-lot',
  streams: ({ lot }) => [materialLot(lot)],
  decide: (command, look, { at }) => {
    const journal = new LotJournal(look, at);
    const amount = amountConsumed(command, journal, look);
    const left = consume(command, journal, consume(command, journal, amount ?? '0', 'issued'), 'rest');
    const missing =
      amount === undefined
        ? command.quantity
        : isMoreThan(left, '0')
          ? { value: left, unit: journal.lot(command.lot).unit || command.quantity.unit }
          : undefined;
    const { order, product, lot, item: itemId } = command;
    if (missing)
      journal.record({
        type: 'ConsumptionVarianceFound',
        data: { lot, item: journal.lot(lot).item || itemId, quantity: missing, order, product },
      });
    const additions = spreadRecalls(look, journal, lot, product);
    return [...journal.occurrences, ...additions];
  },
});

function amountConsumed(
  { lot, item: itemId, quantity }: ConsumeLot,
  journal: LotJournal,
  look: Look,
): string | undefined {
  const { unit } = journal.lot(lot);
  return unit === quantity.unit ? quantity.value : inBaseUnit(look(item(itemId)), quantity);
}

function consume(
  { order, externalOrder, workCenter, lot: id, product }: ConsumeLot,
  journal: LotJournal,
  amount: string,
  from: 'issued' | 'rest',
): string {
  let left = amount;
  for (const location of journal.lot(id).places.names()) {
    if (isZero(left)) break;
    const lot = journal.lot(id);
    const there = lot.places.of(location);
    const issued = smaller(issuedTo(lot, order, location), there);
    const taken = smaller(left, from === 'issued' ? issued : larger('0', subtract(there, lot.issuedAt.of(location))));
    if (!isMoreThan(taken, '0')) continue;
    journal.record({
      type: 'LotConsumed',
      data: {
        lot: id,
        item: lot.item,
        quantity: { value: taken, unit: lot.unit },
        order,
        externalOrder,
        workCenter,
        location,
        fromIssue: from === 'issued' ? taken : '0',
        product,
      },
    });
    left = subtract(left, taken);
  }
  return left;
}
