import {
  add,
  decider,
  isMoreThan,
  isZero,
  Rejection,
  rejection,
  smaller,
  subtract,
  type Look,
} from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { placeFor } from '../location/location.decider.js';
import { availableOf } from '../material-lot/availability.rules.js';
import { drawFrom, stockOf } from '../material-lot/lot-state.rules.js';
import type { LookedUp } from '../material-lot/looked-up.rules.js';
import { materialLot, unusable } from '../material-lot/material-lot.decider.js';
import { together } from '../receipt/together.rules.js';
import type { IssueLine, IssueMaterialBody } from './demand.commands.js';
import { demand, demandClosed, unknownDemand } from './demand.decider.js';
import { DemandJournal } from './demand-journal.decider.js';
import { surplusOf } from './demand-state.rules.js';
import type { LotShare } from './demand.events.js';

export type IssueMaterial = IssueMaterialBody & {
  readonly order: string;
  /** Lots reserved for the order, so that they are read at once. */
  readonly reserved: LookedUp<readonly string[]>;
};

/** Material goes to the line for an order: from now on tracking may consume it. All of the lines are issued, or none. */
export const issueMaterial = decider<IssueMaterial>({
  name: 'issue-material',
  streams: ({ order, lines, reserved }) => [
    demand(order),
    ...(lines?.map(({ lot }) => lot) ?? reserved.found).map((lot) => materialLot(lot)),
  ],
  decide: ({ order, to, lines }, look, occasion) => {
    const journal = new DemandJournal(look, order, occasion.at);
    if (journal.state.status === 'none') return unknownDemand(order);
    if (journal.state.status === 'closed') return demandClosed(order);
    const place = placeFor(look, to);
    if (place instanceof Rejection) return place;
    if (place.kind === 'quarantine')
      return rejection('location-not-for-stock', `Location ${to} is for quarantine; material is issued to a line.`, {
        legal: ['line-side', 'store'],
        facts: { location: to },
      });
    const shares = lines === undefined ? allReserved(journal) : lines.map((line) => shareOf(journal, look, line));
    if (shares.length === 0)
      return rejection('nothing-to-issue', `Nothing is reserved for order ${order}, or all of it was issued already.`, {
        legal: ['reserve', 'issue explicit lines'],
        facts: { order },
      });
    const issued = shares.map((share) =>
      share instanceof Rejection ? share : issue(journal, share, { order, to, at: occasion.at }),
    );
    const refused = issued.filter((outcome) => outcome instanceof Rejection);
    if (refused.length > 0) return together('Nothing was issued', refused);
    for (const itemId of new Set(shares.flatMap((share) => (share instanceof Rejection ? [] : [share.item]))))
      settle(journal, order, itemId);
    journal.changed();
    return {
      events: journal.occurrences,
      answer: { order, to, issued: issued.filter((outcome) => !(outcome instanceof Rejection)) },
    };
  },
});

const allReserved = ({ state }: DemandJournal): LotShare[] =>
  [...state.lines].flatMap(([itemId, { reserved }]) =>
    reserved.entries().map(([lot, quantity]) => ({ item: itemId, lot, quantity })),
  );

function shareOf(
  { state }: DemandJournal,
  look: Look,
  { item: itemId, lot, quantity }: IssueLine,
): LotShare | Rejection {
  if (!state.lines.has(itemId)) {
    return rejection(
      'not-in-demand',
      `The order does not need ${itemId}; it needs ${[...state.lines.keys()].join(', ')}.`,
      { legal: [...state.lines.keys()], facts: { item: itemId } },
    );
  }
  const amount = amountOf(itemId, look(item(itemId)), quantity);
  return amount instanceof Rejection ? amount : { item: itemId, lot, quantity: amount };
}

interface Issuing {
  readonly order: string;
  readonly to: string;
  readonly at: string;
}

function issue(
  journal: DemandJournal,
  { item: itemId, lot: id, quantity }: LotShare,
  { order, to, at }: Issuing,
): object | Rejection {
  const lot = journal.lots.lot(id);
  const refused = unusable(id, lot, at);
  if (refused) return refused;
  if (lot.item !== itemId)
    return rejection('wrong-item', `Lot ${id} is of item ${lot.item}, not ${itemId}.`, {
      facts: { lot: id, item: lot.item, expected: itemId },
    });
  const own = smaller(quantity, journal.state.lines.get(itemId)?.reserved.of(id) ?? '0');
  const most = add(own, availableOf(stockOf(lot), at));
  const draws = isMoreThan(quantity, most) ? undefined : drawFrom(lot, quantity);
  if (!draws) {
    return rejection('not-enough-available', `Of lot ${id}, ${most} ${lot.unit} can be issued to order ${order}.`, {
      facts: { lot: id, available: { value: most, unit: lot.unit } },
    });
  }
  let reserved = own;
  for (const draw of draws) {
    const fromReservation = smaller(reserved, draw.quantity);
    reserved = subtract(reserved, fromReservation);
    journal.lots.record({
      type: 'LotIssued',
      data: {
        lot: id,
        item: itemId,
        quantity: { value: draw.quantity, unit: lot.unit },
        order,
        from: draw.location,
        to,
        fromReservation,
      },
    });
  }
  const amount = { value: quantity, unit: lot.unit };
  journal.record({
    type: 'MaterialIssued',
    data: { order, item: itemId, lot: id, quantity: amount, location: to, fromReservation: own },
  });
  return { item: itemId, lot: id, quantity: amount };
}

/** What is reserved beyond the requirement after an issue is given back; what was issued beyond it is a variance: by how much in all. */
function settle(journal: DemandJournal, order: string, itemId: string): void {
  const line = journal.state.lines.get(itemId);
  if (!line) return;
  let surplus = surplusOf(line);
  const back: LotShare[] = [];
  for (const [lot, reserved] of line.reserved.entries().reverse()) {
    if (isZero(surplus)) break;
    const quantity = smaller(surplus, reserved);
    surplus = subtract(surplus, quantity);
    back.push({ item: itemId, lot, quantity });
  }
  journal.takeBack(back, 'Other material was issued instead');
  if (isMoreThan(surplus, '0'))
    journal.record({
      type: 'IssuedBeyondRequirement',
      data: { order, item: itemId, quantity: { value: surplus, unit: line.unit } },
    });
}
