import { add, decider, decimal, isZero, type Look, type Occurrence, type Quantity } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { inBaseUnit } from '../item/item.rules.js';
import { availableOf } from '../material-lot/availability.rules.js';
import { stockOf } from '../material-lot/lot-state.rules.js';
import type { Candidates, LookedUp } from '../material-lot/looked-up.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { demandClosed, demand, unknownDemand } from './demand.decider.js';
import { DemandJournal } from './demand-journal.decider.js';
import { linesOf } from './demand-state.rules.js';
import type { RequiredItem } from './demand.events.js';

export interface OpenDemand {
  readonly order: string;
  readonly product: string;
  readonly dueAt?: string;
  /** For the whole order, as its bill of material says it. */
  readonly required: readonly { readonly item: string; readonly quantity: Quantity }[];
  readonly candidates: Candidates;
}

const lotsOf = ({ found }: Candidates) => [...found.values()].flat().map((lot) => materialLot(lot));

/** Sums up by item, in base units. An item not heard of yet keeps the unit of the bill of material. */
function requiredItems(look: Look, required: OpenDemand['required']): RequiredItem[] {
  const lines = new Map<string, RequiredItem>();
  for (const { item: id, quantity } of required) {
    const known = look(item(id));
    const amount = inBaseUnit(known, quantity);
    const line =
      amount === undefined
        ? { unit: quantity.unit, required: decimal(quantity.value) }
        : { unit: known.unit, required: amount };
    const before = lines.get(id)?.required ?? '0';
    lines.set(id, { item: id, unit: line.unit, required: add(before, line.required) });
  }
  return [...lines.values()];
}

/** The order was released: what it needs is written down, and reserved as far as there is any. */
export const openDemand = decider<OpenDemand>({
  name: 'open-material-demand',
  streams: ({ order, candidates }) => [demand(order), ...lotsOf(candidates)],
  decide: ({ order, product, dueAt, required, candidates }, look, { at }) => {
    const journal = new DemandJournal(look, order, at);
    if (journal.state.status !== 'none') return [];
    journal.record({
      type: 'MaterialDemandOpened',
      data: { order, product, dueAt, required: requiredItems(look, required) },
    });
    if (journal.reserveShort(candidates.found).length === 0) journal.changed();
    return journal.occurrences;
  },
});

export interface ReserveMaterial {
  readonly order: string;
  readonly candidates: Candidates;
}

/** Reserves what is still short. Says so when others were faster, so that the order looks again. */
export const reserveMaterial = decider<ReserveMaterial>({
  name: 'reserve-material',
  streams: ({ order, candidates }) => [demand(order), ...lotsOf(candidates)],
  decide: ({ order, candidates }, look, { at }) => {
    const journal = new DemandJournal(look, order, at);
    if (journal.state.status === 'none') return unknownDemand(order);
    if (journal.state.status === 'closed') return demandClosed(order);
    const reserved = journal.reserveShort(candidates.found);
    if (reserved.length === 0 && journal.wasOutrun) journal.changed();
    return { events: journal.occurrences, answer: { order, reserved, lines: linesOf(journal.state) } };
  },
});

export interface ServeShortOrders {
  readonly lot: string;
  readonly item: string;
  /** Orders that are short of the item, the earliest due first. */
  readonly orders: LookedUp<readonly string[]>;
}

/** A lot that has become available goes to the orders that are short of its item, in their order, as far as it goes. */
export const serveShortOrders = decider<ServeShortOrders>({
  name: 'serve-short-orders',
  streams: ({ lot, orders }) => [materialLot(lot), ...orders.found.map((order) => demand(order))],
  decide: ({ lot, item: itemId, orders }, look, { at }) => {
    const lots = new LotJournal(look, at);
    const events: Occurrence[] = [];
    for (const order of orders.found) {
      if (isZero(availableOf(stockOf(lots.lot(lot)), at))) break;
      const journal = new DemandJournal(look, order, at, lots);
      if (journal.state.status !== 'open') continue;
      journal.reserveShort(new Map([[itemId, [lot]]]));
      events.push(...journal.ofDemand);
    }
    return [...events, ...lots.occurrences];
  },
});
