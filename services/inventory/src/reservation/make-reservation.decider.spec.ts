import { orders, published } from '@millwright/contracts';
import { given } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { endReservation, makeReservation } from './make-reservation.decider.js';
import { reservation } from './reservation.decider.js';

const one = (value: string) => ({ value, unit: 'C62' });
const plant = () =>
  given(item('HS-40'), [
    published(orders.ItemReleased, {
      item: 'HS-40',
      revision: 'A',
      description: '',
      unit: 'C62',
      tracking: 'lot',
      conversions: [],
    }),
  ])
    .given(materialLot('H1'), [
      {
        type: 'MaterialReceived',
        data: { lot: 'H1', item: 'HS-40', quantity: one('3'), location: 'MAIN', movement: '1' },
      },
    ])
    .given(materialLot('H2'), [
      {
        type: 'MaterialReceived',
        data: { lot: 'H2', item: 'HS-40', quantity: one('7'), location: 'MAIN', movement: '2' },
      },
    ]);
const wanted = (value: string) => ({
  reservation: 'RV-1',
  purpose: 'Trial',
  item: 'HS-40',
  quantity: one(value),
  candidates: new LookedUp(new Map([['HS-40', ['H1', 'H2']]])),
});
const made = {
  type: 'ReservationMade',
  data: {
    reservation: 'RV-1',
    item: 'HS-40',
    quantity: one('3'),
    purpose: 'Trial',
    lots: [{ lot: 'H1', quantity: '3' }],
  },
} as const;

describe('a reservation', () => {
  it('takes the whole quantity, from several lots if it must', () => {
    const { decision } = plant().when(makeReservation, wanted('10'));
    expect(decision.answer).toMatchObject({
      reservation: 'RV-1',
      lots: [
        { lot: 'H1', quantity: '3' },
        { lot: 'H2', quantity: '7' },
      ],
    });
    expect(decision.events.map(({ event }) => event.type)).toEqual(['ReservationMade', 'LotReserved', 'LotReserved']);
  });

  it('or nothing', () => {
    plant()
      .when(makeReservation, wanted('10.5'))
      .thenRejected('not-enough-available', { available: one('10') });
    plant()
      .when(makeReservation, { ...wanted('1'), order: 'PO-1' })
      .thenRejected('invalid-request');
    plant().given(reservation('RV-1'), [made]).when(makeReservation, wanted('1')).thenRejected('reservation-exists');
  });

  it('ends once, and what it held is free again', () => {
    const active = plant()
      .given(reservation('RV-1'), [made])
      .given(materialLot('H1'), [
        {
          type: 'LotReserved',
          data: { lot: 'H1', item: 'HS-40', quantity: one('3'), order: 'RV-1', reservation: 'RV-1' },
        },
      ]);
    const { decision } = active.when(endReservation, { reservation: 'RV-1' });
    expect(decision.events.map(({ event }) => event)).toMatchObject([
      { type: 'ReservationEnded' },
      { type: 'ReservationReleased', data: { after: { balance: { reserved: '0', available: '3' } } } },
    ]);
    plant().when(endReservation, { reservation: 'RV-1' }).thenRejected('unknown-reservation');
  });
});
