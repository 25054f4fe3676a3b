import { orders, published } from '@millwright/contracts';
import { given, happened } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { location } from '../location/location.decider.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import { receiveMaterial, receiveMaterials } from './receipt.decider.js';

const released = (id: string, tracking: 'serial' | 'lot') =>
  published(orders.ItemReleased, {
    item: id,
    revision: 'A',
    description: id,
    unit: 'C62',
    tracking,
    conversions: [{ unit: 'CT', factor: '500' }],
  });
const blocked = published(orders.ItemBlocked, { item: 'HS-40', reason: 'Drawing' });
const one = (value: string, unit = 'C62') => ({ value, unit });
const id = '00000000-0000-7000-8000-0000000000ff';

const plant = () =>
  given(item('HS-40'), [released('HS-40', 'lot')])
    .given(item('MT-40'), [released('MT-40', 'serial')])
    .given(location('MAIN'), [{ type: 'LocationDefined', data: { location: 'MAIN', description: '', kind: 'store' } }])
    .given(location('BLOCKED'), [
      { type: 'LocationDefined', data: { location: 'BLOCKED', description: '', kind: 'quarantine' } },
    ])
    .given(location('SHIPPED'), [
      { type: 'LocationDefined', data: { location: 'SHIPPED', description: '', kind: 'shipped' } },
    ]);
const housing = { lot: 'H1', item: 'HS-40', quantity: one('40'), location: 'MAIN' };

describe('receiving material', () => {
  it('puts it into stock in the base unit', () => {
    plant()
      .when(receiveMaterial, {
        ...housing,
        quantity: one('2', 'CT'),
        supplier: 'S-1',
        supplierLot: 'X-1',
        purchaseOrder: '4500098765',
      })
      .then([
        happened(materialLot('H1'), {
          type: 'MaterialReceived',
          data: {
            lot: 'H1',
            item: 'HS-40',
            quantity: one('1000'),
            location: 'MAIN',
            supplier: 'S-1',
            supplierLot: 'X-1',
            purchaseOrder: '4500098765',
            movement: `${id}-H1`,
            after: {
              balance: { onHand: '1000', reserved: '0', available: '1000' },
              issued: '0',
              quarantined: '0',
              usable: true,
              places: [{ location: 'MAIN', onHand: '1000', reserved: '0', issued: '0', quarantine: false }],
            },
          } as never,
        }),
      ])
      .answering({ lot: 'H1', item: 'HS-40', location: 'MAIN', quantity: one('1000') });
  });

  it('accepts a blocked item', () => {
    plant()
      .given(item('HS-40'), [blocked as never])
      .when(receiveMaterial, housing)
      .answering({ lot: 'H1', item: 'HS-40', location: 'MAIN', quantity: one('40') });
  });

  it('makes nothing available that is put into quarantine', () => {
    const { decision } = plant().when(receiveMaterial, { ...housing, location: 'BLOCKED' });
    expect(decision.events[0].event.data).toMatchObject({
      after: { balance: { onHand: '40', available: '0' }, quarantined: '40' },
    });
  });

  it('is refused for what is not known, in the wrong unit, or a number for several pieces', () => {
    plant()
      .when(receiveMaterial, { ...housing, item: 'XX' })
      .thenRejected('unknown-item', { item: 'XX' });
    plant()
      .when(receiveMaterial, { ...housing, location: 'XX' })
      .thenRejected('unknown-location', { location: 'XX' });
    plant()
      .when(receiveMaterial, { ...housing, location: 'SHIPPED' })
      .thenRejected('location-not-for-stock');
    plant()
      .when(receiveMaterial, { ...housing, quantity: one('1', 'KGM') })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    plant()
      .when(receiveMaterial, { ...housing, lot: 'M1', item: 'MT-40', quantity: one('2') })
      .thenRejected('serial-quantity');
  });

  it('of several is all or nothing, with all reasons', () => {
    const { decision } = plant().when(receiveMaterials, {
      receipts: [housing, { ...housing, lot: 'H2', item: 'XX' }, housing],
    });
    expect(decision.events).toEqual([]);
    expect(decision.rejection).toMatchObject({
      code: 'unknown-item',
      more: { reasons: [{ code: 'unknown-item' }, { code: 'lot-exists', lot: 'H1' }] },
    });
  });
});
