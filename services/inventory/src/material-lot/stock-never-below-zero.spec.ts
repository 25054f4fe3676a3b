import { add, asDecision, compare, sum, type Decider, type Event, type StreamRef } from '@millwright/event-sourcing';
import { orders, published } from '@millwright/contracts';
import fc from 'fast-check';
import { demand } from '../demand/demand.decider.js';
import { issueMaterial } from '../demand/issue-material.decider.js';
import { takeBackUncovered } from '../demand/release-reservations.decider.js';
import { openDemand, reserveMaterial } from '../demand/reserve-material.decider.js';
import { returnMaterial } from '../demand/return-material.decider.js';
import { item } from '../item/item.decider.js';
import { location } from '../location/location.decider.js';
import { makeReservation } from '../reservation/make-reservation.decider.js';
import { createShipment, shipShipment } from '../shipment/shipment.decider.js';
import { receiveMaterial } from '../receipt/receipt.decider.js';
import { consumeLot } from './consume-lot.decider.js';
import { adjustLot } from './correct-lot.decider.js';
import { enforceHold, liftHold } from './hold.decider.js';
import { LookedUp } from './looked-up.rules.js';
import { placesOf } from './lot-state.rules.js';
import { materialLot } from './material-lot.decider.js';
import { moveLot } from './move-lot.decider.js';

/** A log of one process: states by stream. */
class Plant {
  private readonly states = new Map<string, unknown>();
  private commands = 0;

  look = <State, E extends Event>(stream: StreamRef<State, E>): State =>
    (this.states.get(`${stream.category}/${stream.id}`) ?? stream.kind.initialState) as State;

  happened(stream: StreamRef, event: Event): void {
    this.states.set(
      `${stream.category}/${stream.id}`,
      stream.kind.evolve(this.look(stream), event, { actor: 'system:test', at }),
    );
  }

  do<Command>(rule: Decider<Command>, command: Command): void {
    const occasion = { actor: 'system:test', at, id: `c-${this.commands++}` };
    for (const { stream, event } of asDecision(rule.decide(command, this.look as never, occasion)).events) {
      // Stored and read back, as in the log.
      this.happened(stream, JSON.parse(JSON.stringify(event)) as Event);
      invariant(this);
    }
  }
}

const at = '2026-01-05T08:00:00.000Z';
const lots = ['L1', 'L2'];
const ordersOfPlant = ['PO-1', 'PO-2'];
const places = ['MAIN', 'LINE-1', 'BLOCKED'];
const candidates = new LookedUp(new Map([['X', lots]]));
const notBelowZero = (amount: string): boolean => compare(amount, '0') >= 0;

function invariant(plant: Plant): void {
  for (const id of lots) {
    const lot = plant.look(materialLot(id));
    for (const { onHand, reserved, issued } of placesOf(lot))
      expect([onHand, reserved, issued].every(notBelowZero)).toBe(true);
    for (const place of places) expect(compare(lot.issuedAt.of(place), lot.places.of(place))).toBeLessThanOrEqual(0);
    expect(sum(lot.issued.entries().map(([, amount]) => amount))).toBe(lot.issued.total);
    expect(lot.reserved.entries().every(([, amount]) => notBelowZero(amount))).toBe(true);
  }
}

/** What the demands say is reserved is what the lots say. */
function agreement(plant: Plant): void {
  for (const id of lots) {
    for (const order of ordersOfPlant) {
      const inDemand = plant.look(demand(order)).lines.get('X')?.reserved.of(id) ?? '0';
      expect(plant.look(materialLot(id)).reserved.of(order)).toBe(inDemand);
    }
  }
}

const amount = fc
  .integer({ min: 1, max: 80 })
  .map((tenths) => ({ value: add('0', (tenths / 10).toFixed(1)), unit: 'C62' }));
const lotId = fc.constantFrom(...lots);
const order = fc.constantFrom(...ordersOfPlant);
const place = fc.constantFrom(...places);
const product = { kind: 'unit', id: 'U-1' } as const;

type Step = (plant: Plant, n: number) => void;
const step = fc.oneof(
  fc.record({ lot: lotId, quantity: amount, location: place }).map(
    (c): Step =>
      (plant) =>
        plant.do(receiveMaterial, { ...c, item: 'X' }),
  ),
  fc.record({ order, quantity: amount }).map(
    ({ order: o, quantity }): Step =>
      (plant) =>
        plant.do(openDemand, { order: o, product: 'P', required: [{ item: 'X', quantity }], candidates }),
  ),
  order.map(
    (o): Step =>
      (plant) =>
        plant.do(reserveMaterial, { order: o, candidates }),
  ),
  order.map(
    (o): Step =>
      (plant) =>
        plant.do(issueMaterial, { order: o, to: 'LINE-1', reserved: new LookedUp(lots) }),
  ),
  fc.record({ order, lot: lotId, quantity: amount }).map(
    ({ order: o, lot, quantity }): Step =>
      (plant) =>
        plant.do(issueMaterial, {
          order: o,
          to: 'LINE-1',
          lines: [{ item: 'X', lot, quantity }],
          reserved: new LookedUp([]),
        }),
  ),
  fc.record({ order, lot: lotId, quantity: amount, to: place }).map(
    (c): Step =>
      (plant) =>
        plant.do(returnMaterial, { ...c, item: 'X' }),
  ),
  fc.record({ order, lot: lotId, quantity: amount }).map(
    (c): Step =>
      (plant) =>
        plant.do(consumeLot, { ...c, item: 'X', product }),
  ),
  fc.record({ lot: lotId, from: place, to: place, quantity: amount }).map(
    (c): Step =>
      (plant) =>
        plant.do(moveLot, c),
  ),
  fc.record({ lot: lotId, location: place, counted: amount }).map(
    (c): Step =>
      (plant) =>
        plant.do(adjustLot, { ...c, reason: 'Counted' }),
  ),
  fc.record({ quantity: amount }).map(
    (c): Step =>
      (plant, n) =>
        plant.do(makeReservation, { ...c, reservation: `RV-${n}`, purpose: 'x', item: 'X', candidates }),
  ),
  lotId.map((lot): Step => (plant, n) => {
    plant.do(createShipment, { shipment: `SH-${n}`, customer: 'C', lots: [lot] });
    plant.do(shipShipment, { shipment: `SH-${n}`, lots: new LookedUp([lot]) });
  }),
  lotId.map(
    (id): Step =>
      (plant) =>
        plant.do(enforceHold, { hold: 'HD', subjects: [{ kind: 'lot', id }] }),
  ),
  lotId.map(
    (id): Step =>
      (plant) =>
        plant.do(liftHold, { hold: 'HD', subjects: [{ kind: 'lot', id }] }),
  ),
  lotId.map(
    (lot): Step =>
      (plant) =>
        plant.do(takeBackUncovered, { lot }),
  ),
);

it('Whatever is asked in whatever order, nothing goes below zero after any fact, and lots and demands agree', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const plant = new Plant();
      plant.happened(
        item('X') as StreamRef,
        published(orders.ItemReleased, {
          item: 'X',
          revision: 'A',
          description: '',
          unit: 'C62',
          tracking: 'lot',
          conversions: [],
        }),
      );
      for (const [id, kind] of [
        ['MAIN', 'store'],
        ['LINE-1', 'line-side'],
        ['BLOCKED', 'quarantine'],
      ]) {
        plant.happened(location(id) as StreamRef, {
          type: 'LocationDefined',
          data: { location: id, description: '', kind },
        });
      }
      for (const [n, one] of steps.entries()) {
        one(plant, n);
        agreement(plant);
      }
    }),
    { numRuns: 100 },
  );
});
