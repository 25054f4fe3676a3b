import {
  decider,
  happened,
  isMoreThan,
  isZero,
  Rejection,
  rejection,
  streamOf,
  sum,
  unknown,
  type Look,
} from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import { amountOf } from '../item/item.rules.js';
import { drawFrom, freeAt, stockOf, type LotState } from '../material-lot/lot-state.rules.js';
import { availableOf } from '../material-lot/availability.rules.js';
import { LotJournal } from '../material-lot/lot-journal.decider.js';
import { materialLot, unusable } from '../material-lot/material-lot.decider.js';
import { together } from '../receipt/together.rules.js';
import type { LookedUp } from '../material-lot/looked-up.rules.js';
import type { CancelShipment, CreateShipment, ShipBody, ShipmentPart } from './shipment.commands.js';
import type { ShipmentEvent, ShipmentLine, ShippedPart } from './shipment.events.js';

export interface ShipmentState {
  readonly status: 'none' | 'created' | 'shipped' | 'cancelled';
  readonly customer: string;
  readonly lines: readonly ShipmentLine[];
}

export const shipment = streamOf<ShipmentState, ShipmentEvent>('shipment', {
  initialState: { status: 'none', customer: '', lines: [] },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'ShipmentCreated':
        return { status: 'created', customer: data.customer, lines: data.lines };
      case 'ShipmentShipped':
        return { ...state, status: 'shipped' };
      case 'ShipmentCancelled':
        return { ...state, status: 'cancelled' };
    }
  },
});

/** Naming a lot reserves nothing; whether it may go is decided when it goes. What would stop it now is told as a warning. */
export const createShipment = decider<CreateShipment>({
  name: 'create-shipment',
  streams: ({ shipment: id, lots = [], parts = [] }) => [
    shipment(id),
    ...[...lots, ...parts.map(({ lot }) => lot)].map((lot) => materialLot(lot)),
  ],
  decide: ({ shipment: id, customer, lots = [], parts = [] }, look, { at }) => {
    if (look(shipment(id)).status !== 'none')
      return rejection('shipment-exists', `There is a shipment ${id} already.`, { facts: { shipment: id } });
    const numbers = [...lots, ...parts.map(({ lot }) => lot)];
    if (numbers.length === 0)
      return rejection('invalid-request', 'Name what is to be shipped: lots, or parts of lots.', { kind: 'invalid' });
    if (new Set(numbers).size < numbers.length)
      return rejection('invalid-request', 'A lot is named twice.', { kind: 'invalid', facts: { lots: numbers } });
    const lines: (ShipmentLine | Rejection)[] = [
      ...lots.map((lot) => ({ lot })),
      ...parts.map((part) => lineOf(look, part)),
    ];
    const hindrances = numbers.flatMap((lot) => unusable(lot, look(materialLot(lot)), at) ?? []);
    const refused = [
      ...hindrances.filter(({ code }) => code === 'unknown-lot'),
      ...lines.filter((line) => line instanceof Rejection),
    ];
    if (refused.length > 0) return together('The shipment was not created', refused);
    const known: ShipmentLine[] = lines.filter((line): line is ShipmentLine => !(line instanceof Rejection));
    const warnings = hindrances.map(({ code, detail, more }) => ({ code, detail, ...more.facts }));
    return {
      events: [happened(shipment(id), { type: 'ShipmentCreated', data: { shipment: id, customer, lines: known } })],
      answer: { shipment: id, customer, status: 'created', warnings },
    };
  },
});

function lineOf(look: Look, { lot, quantity }: ShipmentPart): ShipmentLine | Rejection {
  const { item: itemId } = look(materialLot(lot));
  const amount = amountOf(itemId, look(item(itemId)), quantity);
  return amount instanceof Rejection ? amount : { lot, quantity: amount };
}

export type ShipShipment = ShipBody & {
  readonly shipment: string;
  /** Lots of the shipment, so that they are read at once. */
  readonly lots: LookedUp<readonly string[]>;
};

/** All lots of the shipment leave together, or none. */
export const shipShipment = decider<ShipShipment>({
  name: 'ship-shipment',
  streams: ({ shipment: id, lots }) => [shipment(id), ...lots.found.map((lot) => materialLot(lot))],
  decide: ({ shipment: id, from }, look, { at }) => {
    const { status, customer, lines } = look(shipment(id));
    if (status === 'none') return unknown('shipment', id);
    if (status === 'shipped')
      return rejection('shipment-already-shipped', `Shipment ${id} has been shipped already.`, {
        legal: [],
        facts: { shipment: id },
      });
    if (status === 'cancelled')
      return rejection('illegal-transition', `Shipment ${id} is cancelled.`, { legal: [], facts: { shipment: id } });
    const journal = new LotJournal(look, at);
    const shipped = lines.map((line) => ship(journal, line, { shipment: id, customer, from, at }));
    const refused = shipped.filter((one) => one instanceof Rejection);
    if (refused.length > 0) return together(`Shipment ${id} was not shipped`, refused);
    const parts = shipped.filter((one): one is ShippedPart => !(one instanceof Rejection));
    const lots = lines.map(({ lot }) => lot);
    return {
      events: [
        happened(shipment(id), { type: 'ShipmentShipped', data: { shipment: id, customer, lots, parts } }),
        ...journal.occurrences,
      ],
      answer: { shipment: id, customer, status: 'shipped', lots },
    };
  },
});

interface Shipping {
  readonly shipment: string;
  readonly customer: string;
  readonly from?: string;
  readonly at: string;
}

function ship(
  journal: LotJournal,
  { lot: id, quantity }: ShipmentLine,
  { shipment: number, customer, from, at }: Shipping,
): ShippedPart | Rejection {
  const lot = journal.lot(id);
  const refused = unusable(id, lot, at);
  if (refused) return refused;
  const there =
    from === undefined
      ? sum(
          lot.places
            .names()
            .filter((location) => !lot.quarantine.has(location))
            .map((location) => freeAt(lot, location)),
        )
      : freeAt(lot, from);
  const amount = quantity ?? there;
  const draws = isMoreThan(amount, '0') ? drawFrom(lot, amount, from) : undefined;
  if (!draws) return notInStock(id, lot, from);
  if (isMoreThan(amount, availableOf(stockOf(lot), at))) {
    return rejection(
      'lot-reserved',
      `Of lot ${id}, ${lot.reserved.total} ${lot.unit} are reserved. End the reservation first.`,
      { legal: ['end the reservation'], facts: { lot: id, reserved: { value: lot.reserved.total, unit: lot.unit } } },
    );
  }
  for (const { location, quantity: part } of draws) {
    journal.record({
      type: 'LotShipped',
      data: {
        lot: id,
        item: lot.item,
        quantity: { value: part, unit: lot.unit },
        shipment: number,
        customer,
        from: location,
      },
    });
  }
  return { lot: id, item: lot.item, quantity: { value: amount, unit: lot.unit } };
}

function notInStock(id: string, lot: LotState, from?: string): Rejection {
  const shipped = sum(lot.shipped.map(({ quantity }) => quantity));
  const where = lot.places.entries().map(([location, onHand]) => ({ location, onHand }));
  const why =
    isZero(lot.places.total) && isMoreThan(shipped, '0')
      ? 'has been shipped already'
      : `is not free in stock${from === undefined ? '' : ` at ${from}`} in that amount`;
  return rejection('lot-not-in-stock', `Lot ${id} ${why}.`, {
    facts: { lot: id, locations: where, shipments: lot.shipped.map((one) => one.shipment) },
  });
}

export const cancelShipment = decider<CancelShipment>({
  name: 'cancel-shipment',
  streams: (command) => [shipment(command.shipment)],
  decide: ({ shipment: id, reason }, look) => {
    const { status } = look(shipment(id));
    if (status === 'none') return unknown('shipment', id);
    if (status !== 'created')
      return rejection('illegal-transition', `Shipment ${id} is ${status}.`, {
        legal: [],
        facts: { shipment: id, shipmentStatus: status },
      });
    return {
      events: [happened(shipment(id), { type: 'ShipmentCancelled', data: { shipment: id, reason } })],
      answer: { shipment: id, status: 'cancelled' },
    };
  },
});
