import { given, happened } from '@millwright/event-sourcing';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { materialLot } from '../material-lot/material-lot.decider.js';
import type { LotFact } from '../material-lot/material-lot.events.js';
import { cancelShipment, createShipment, shipment, shipShipment } from './shipment.decider.js';
import type { ShipmentEvent } from './shipment.events.js';

const of = (lot: string) => ({ lot, item: 'GM-40', quantity: { value: '1', unit: 'C62' } });
const received = (lot: string): LotFact => ({
  type: 'ProductionReceived',
  data: { ...of(lot), location: 'FINISHED', order: 'PO-1' },
});
const held: LotFact = {
  type: 'HoldEnforced',
  data: { ...of('GM-2'), hold: 'RC-1', subject: { kind: 'unit', id: 'GM-2' }, recall: true },
};
const reserved: LotFact = { type: 'LotReserved', data: { ...of('GM-2'), order: 'PO-9' } };
const created: ShipmentEvent = {
  type: 'ShipmentCreated',
  data: { shipment: 'SH-1', customer: 'C-77', lines: [{ lot: 'GM-1' }, { lot: 'GM-2' }] },
};
const sh1 = shipment('SH-1');
const plant = (...more: LotFact[]) =>
  given(materialLot('GM-1'), [received('GM-1')]).given(materialLot('GM-2'), [received('GM-2'), ...more]);

describe('a shipment', () => {
  const ship = { shipment: 'SH-1', from: 'FINISHED', lots: new LookedUp<readonly string[]>([]) };

  it('names lots that exist, and warns of what would stop it', () => {
    const create = { shipment: 'SH-1', customer: 'C-77', lots: ['GM-1', 'GM-2'] };
    const outcome = plant(held)
      .when(createShipment, create)
      .then([happened(sh1, created)]);
    expect(outcome.decision.answer).toMatchObject({ warnings: [{ code: 'lot-on-hold', lot: 'GM-2', hold: 'RC-1' }] });
    plant()
      .when(createShipment, { ...create, lots: ['GM-1', 'GM-9'] })
      .thenRejected('unknown-lot', { lot: 'GM-9' });
    plant()
      .when(createShipment, { ...create, lots: [] })
      .thenRejected('invalid-request');
    plant().given(sh1, [created]).when(createShipment, create).thenRejected('shipment-exists');
  });

  it('leaves with all its lots, once', () => {
    const { decision } = plant().given(sh1, [created]).when(shipShipment, ship);
    expect(decision.events.map(({ event }) => event)).toMatchObject([
      { type: 'ShipmentShipped', data: { shipment: 'SH-1', customer: 'C-77', lots: ['GM-1', 'GM-2'] } },
      {
        type: 'LotShipped',
        data: { lot: 'GM-1', from: 'FINISHED', customer: 'C-77', after: { balance: { onHand: '0' } } },
      },
      { type: 'LotShipped', data: { lot: 'GM-2' } },
    ]);
    plant()
      .given(sh1, [created, decision.events[0].event as ShipmentEvent])
      .when(shipShipment, ship)
      .thenRejected('shipment-already-shipped');
  });

  it('or with none, when one is held, reserved, or not there', () => {
    plant(held)
      .given(sh1, [created])
      .when(shipShipment, ship)
      .thenRejected('lot-on-hold', { hold: 'RC-1', lot: 'GM-2' });
    plant(reserved).given(sh1, [created]).when(shipShipment, ship).thenRejected('lot-reserved', { lot: 'GM-2' });
    plant()
      .given(sh1, [created])
      .when(shipShipment, { ...ship, from: 'MAIN' })
      .thenRejected('lot-not-in-stock', { lot: 'GM-1' });
  });

  it('can be cancelled until it leaves', () => {
    plant()
      .given(sh1, [created])
      .when(cancelShipment, { shipment: 'SH-1', reason: 'x' })
      .then([happened(sh1, { type: 'ShipmentCancelled', data: { shipment: 'SH-1', reason: 'x' } })]);
    plant().when(cancelShipment, { shipment: 'SH-1', reason: 'x' }).thenRejected('unknown-shipment');
  });
});
