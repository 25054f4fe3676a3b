import {
  add,
  decider,
  happened,
  isMoreThan,
  Rejection,
  rejection,
  smaller,
  subtract,
  unknown,
} from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { availableOf } from '../material-lot/availability.rules.js';
import { stockOf } from '../material-lot/lot-state.rules.js';
import type { Candidates } from '../material-lot/looked-up.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { EndReservation, MakeReservationBody } from './reservation.commands.js';
import { reservation } from './reservation.decider.js';
import type { ReservedLot } from './reservation.events.js';

export type MakeReservation = MakeReservationBody & { readonly candidates: Candidates };

/** The whole amount, or nothing. Requests on the same lots take their turn, so that together they never get more than there is. */
export const makeReservation = decider<MakeReservation>({
  name: 'make-reservation',
  streams: ({ reservation: number, item: itemId, candidates: { found } }) => [
    ...(number === undefined ? [] : [reservation(number)]),
    ...(found.get(itemId) ?? []).map((lot) => materialLot(lot)),
    item(itemId),
  ],
  decide: ({ reservation: given, order, purpose, item: itemId, quantity, candidates: { found } }, look, { at, id }) => {
    const number = given ?? id;
    if (look(reservation(number)).status !== 'none')
      return rejection('reservation-exists', `There is a reservation ${number} already.`, {
        facts: { reservation: number },
      });
    if ((order === undefined) === (purpose === undefined))
      return rejection('invalid-request', 'Give either the order or the purpose of the reservation.', {
        kind: 'invalid',
      });
    const known = look(item(itemId));
    const amount = amountOf(itemId, known, quantity);
    if (amount instanceof Rejection) return amount;
    const journal = new LotJournal(look, at);
    const lots: ReservedLot[] = [];
    let left = amount;
    let available = '0';
    for (const lotId of found.get(itemId) ?? []) {
      if (!isMoreThan(left, '0')) break;
      const there = journal.lot(lotId).item === itemId ? availableOf(stockOf(journal.lot(lotId)), at) : '0';
      available = add(available, there);
      const share = smaller(left, there);
      if (!isMoreThan(share, '0')) continue;
      left = subtract(left, share);
      lots.push({ lot: lotId, quantity: share });
      journal.record({
        type: 'LotReserved',
        data: {
          lot: lotId,
          item: itemId,
          quantity: { value: share, unit: known.unit },
          order: order ?? number,
          reservation: number,
        },
      });
    }
    if (isMoreThan(left, '0')) {
      return rejection(
        'not-enough-available',
        `Of ${itemId}, ${available} ${known.unit} are available, not ${amount}.`,
        { facts: { item: itemId, available: { value: available, unit: known.unit } } },
      );
    }
    const made = { value: amount, unit: known.unit };
    const event = happened(reservation(number), {
      type: 'ReservationMade',
      data: { reservation: number, item: itemId, quantity: made, order, purpose, lots },
    });
    return {
      events: [event, ...journal.occurrences],
      answer: { reservation: number, item: itemId, quantity: made, lots },
    };
  },
});

export const endReservation = decider<EndReservation>({
  name: 'end-reservation',
  streams: (command) => [reservation(command.reservation)],
  decide: ({ reservation: number, reason = 'No longer needed' }, look, { at }) => {
    const { status, item: itemId, order = number, lots } = look(reservation(number));
    if (status === 'none') return unknown('reservation', number);
    if (status === 'ended')
      return rejection('illegal-transition', `Reservation ${number} has ended already.`, { legal: [] });
    const journal = new LotJournal(look, at);
    for (const [lot, quantity] of lots.entries()) {
      const { unit } = journal.lot(lot);
      journal.record({
        type: 'ReservationReleased',
        data: { lot, item: itemId, quantity: { value: quantity, unit }, order, reservation: number, reason },
      });
    }
    return {
      events: [
        happened(reservation(number), { type: 'ReservationEnded', data: { reservation: number, reason } }),
        ...journal.occurrences,
      ],
      answer: { reservation: number, status: 'ended' },
    };
  },
});
