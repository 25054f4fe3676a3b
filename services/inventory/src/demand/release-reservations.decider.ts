import {
  decider,
  happened,
  isMoreThan,
  smaller,
  subtract,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { overReserved } from '../material-lot/availability.rules.js';
import { reservationOf, stockOf } from '../material-lot/lot-state.rules.js';
import type { LookedUp } from '../material-lot/looked-up.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { reservation } from '../reservation/reservation.decider.js';
import { demand } from './demand.decider.js';
import { DemandJournal } from './demand-journal.decider.js';

export interface CloseDemand {
  readonly order: string;
  readonly because: 'closed' | 'cancelled';
  /** Lots reserved for the order. */
  readonly lots: LookedUp<readonly string[]>;
}

/** The order is over: what was reserved for it is free again. What is at the line stays until it is returned. */
export const closeDemand = decider<CloseDemand>({
  name: 'close-material-demand',
  streams: ({ order, lots }) => [demand(order), ...lots.found.map((lot) => materialLot(lot))],
  decide: ({ order, because }, look, { at }) => {
    const journal = new DemandJournal(look, order, at);
    if (journal.state.status !== 'open') return [];
    const shares = [...journal.state.lines].flatMap(([item, line]) =>
      line.reserved.entries().map(([lot, quantity]) => ({ item, lot, quantity })),
    );
    journal.takeBack(shares, `Order ${because}`);
    journal.record({ type: 'MaterialDemandClosed', data: { order, because } });
    return journal.occurrences;
  },
});

export interface TakeBackUncovered {
  readonly lot: string;
}

/** Streams that one decision may touch. */
const mostHolders = 200;

/**
 * Reservations on a lot that it cannot serve any more (held, blocked, expired, counted down) are taken back, so that the orders
 * show as short and find other lots. The holders with the highest numbers lose theirs first.
 */
export const takeBackUncovered = decider<TakeBackUncovered>({
  name: 'take-back-uncovered-reservations',
  streams: ({ lot }) => [materialLot(lot)],
  decide: ({ lot: id }, look, { at }) => {
    const lot = look(materialLot(id));
    let excess = overReserved(stockOf(lot), at);
    const holders = lot.reserved.entries().reverse().slice(0, mostHolders);
    const lots = new LotJournal(look, at);
    const events: Occurrence[] = [];
    for (const [holder, reserved] of holders) {
      if (!isMoreThan(excess, '0')) break;
      const quantity = smaller(excess, reserved);
      excess = subtract(excess, quantity);
      events.push(...takeBack(look, lots, { holder, lot: id, quantity, at }));
    }
    return [...events, ...lots.occurrences];
  },
});

interface TakingBack {
  readonly holder: string;
  readonly lot: string;
  readonly quantity: string;
  readonly at: string;
}

function takeBack(look: Look, lots: LotJournal, { holder, lot: id, quantity, at }: TakingBack): readonly Occurrence[] {
  const reason = `Lot ${id} cannot serve it any more`;
  const { item, unit } = lots.lot(id);
  const number = reservationOf(holder);
  if (number === undefined) {
    const journal = new DemandJournal(look, holder, at, lots);
    journal.takeBack([{ item, lot: id, quantity }], reason);
    return journal.ofDemand;
  }
  const { order = number } = look(reservation(number));
  const amount = { value: quantity, unit };
  lots.record({
    type: 'ReservationReleased',
    data: { lot: id, item, quantity: amount, order, reservation: number, reason },
  });
  return [
    happened(reservation(number), {
      type: 'ReservationReduced',
      data: { reservation: number, lot: id, quantity: amount, reason },
    }),
  ];
}
