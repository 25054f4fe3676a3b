import { orders, published, tracking } from '@millwright/contracts';
import { given } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { location } from '../location/location.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { madeLot, madeUnit } from './made.decider.js';
import { receiveProduction } from './production-receipt.decider.js';

const one = (value: string) => ({ value, unit: 'C62' });
const completed = published(tracking.UnitCompleted, { unit: 'GM-1', item: 'GM-40', itemRevision: 'A', order: 'PO-1' });
const reworked = published(tracking.UnitSentToRework, {
  unit: 'GM-1',
  order: 'PO-1',
  operation: '10',
  nonconformance: 'NC-1',
});
const scrapped = published(tracking.UnitScrapped, {
  unit: 'GM-1',
  item: 'GM-40',
  order: 'PO-1',
  operation: '20',
  reason: 'x',
});
const plant = () =>
  given(item('GM-40'), [
    published(orders.ItemReleased, {
      item: 'GM-40',
      revision: 'A',
      description: '',
      unit: 'C62',
      tracking: 'serial',
      conversions: [],
    }),
  ])
    .given(item('OIL'), [
      published(orders.ItemReleased, {
        item: 'OIL',
        revision: 'A',
        description: '',
        unit: 'C62',
        tracking: 'lot',
        conversions: [],
      }),
    ])
    .given(location('FINISHED'), [
      { type: 'LocationDefined', data: { location: 'FINISHED', description: '', kind: 'finished' } },
    ])
    .given(madeLot('L-1'), [
      published(tracking.LotCompleted, {
        lot: 'L-1',
        item: 'OIL',
        itemRevision: 'A',
        order: 'PO-2',
        quantity: one('10'),
      }),
    ]);
const units = { order: 'PO-1', units: ['GM-1'], location: 'FINISHED' };
const part = (value: string) => ({ order: 'PO-2', lot: 'L-1', quantity: one(value), location: 'FINISHED' });

describe('a receipt from production', () => {
  it('takes finished units, each once', () => {
    const { decision } = plant().given(madeUnit('GM-1'), [completed]).when(receiveProduction, units);
    expect(decision.events.map(({ event }) => event)).toMatchObject([
      {
        type: 'ProductionReceived',
        data: { lot: 'GM-1', item: 'GM-40', quantity: one('1'), order: 'PO-1', location: 'FINISHED' },
      },
    ]);
    plant()
      .given(madeUnit('GM-1'), [completed])
      .given(materialLot('GM-1'), [decision.events[0].event as never])
      .when(receiveProduction, units)
      .thenRejected('already-received', { unit: 'GM-1' });
  });

  it('refuses units that are not finished, sent back, scrapped, or of another order', () => {
    plant().when(receiveProduction, units).thenRejected('unit-not-completed', { unitStatus: 'unknown' });
    plant()
      .given(madeUnit('GM-1'), [completed, reworked])
      .when(receiveProduction, units)
      .thenRejected('unit-not-completed', { unitStatus: 'in-process' });
    plant()
      .given(madeUnit('GM-1'), [scrapped])
      .when(receiveProduction, units)
      .thenRejected('unit-not-completed', { unitStatus: 'scrapped' });
    plant()
      .given(madeUnit('GM-1'), [completed])
      .when(receiveProduction, { ...units, order: 'PO-9' })
      .thenRejected('of-another-order', { order: 'PO-1' });
  });

  it('takes a finished lot in parts, together no more than was finished', () => {
    const { decision } = plant().when(receiveProduction, part('6'));
    const half = plant().given(materialLot('L-1'), [decision.events[0].event as never]);
    expect(half.when(receiveProduction, part('4')).decision.events).toHaveLength(1);
    half
      .when(receiveProduction, part('4.5'))
      .thenRejected('more-than-completed', { completed: one('10'), received: one('6') });
    plant()
      .when(receiveProduction, { ...part('1'), lot: 'L-9' })
      .thenRejected('lot-not-completed');
  });

  it('asks for units, or for a lot with its quantity', () => {
    plant().when(receiveProduction, { order: 'PO-1', location: 'FINISHED' }).thenRejected('invalid-request');
    plant()
      .when(receiveProduction, { ...part('1'), units: ['GM-1'] })
      .thenRejected('invalid-request');
  });

  it('leaves a unit held that was held before', () => {
    const hold = {
      type: 'HoldEnforced',
      data: {
        lot: 'GM-1',
        item: 'GM-40',
        quantity: one('0'),
        hold: 'HD-1',
        subject: { kind: 'unit', id: 'GM-1' },
        recall: false,
      },
    } as const;
    const { decision } = plant()
      .given(madeUnit('GM-1'), [completed])
      .given(materialLot('GM-1'), [hold])
      .when(receiveProduction, units);
    expect(decision.events[0].event.data).toMatchObject({
      after: { usable: false, balance: { onHand: '1', available: '0' } },
    });
  });
});
