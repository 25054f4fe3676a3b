import { orders, type HeardEvent } from '@millwright/contracts';
import { intent, isMoreThan, multiply, type Event, type Reaction, type Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { overReserved } from '../material-lot/availability.rules.js';
import { LookedUp } from '../material-lot/looked-up.rules.js';
import { candidatesFor } from '../material-lot/material-lot.entity.js';
import type { LotEvent } from '../material-lot/material-lot.events.js';
import { lotsReservedFor, ordersShortOf, shortagesOf } from './demand.entity.js';
import type { DemandEvent } from './demand.events.js';
import { closeDemand, takeBackUncovered } from './release-reservations.decider.js';
import { openDemand, reserveMaterial, serveShortOrders } from './reserve-material.decider.js';

type Released = HeardEvent<typeof orders.ProductionOrderReleased>;

/** The components of an order, for all of it. */
const requirementsOf = ({ quantity, components }: Released['data']) =>
  components.map(({ item, quantityPer }) => ({
    item,
    quantity: { value: multiply(quantityPer.value, quantity.value), unit: quantityPer.unit },
  }));

/** A released order gets what it needs reserved, by itself. */
export const reserveForReleasedOrders: Reaction<Released, EntityManager> = {
  name: 'reserve-for-released-orders',
  looksIntoReadModels: true,
  on: {
    [orders.ProductionOrderReleased.type]: async ({ data, by }, db) => {
      const required = requirementsOf(data);
      if (required.length === 0) return [];
      const candidates = await candidatesFor(
        db,
        required.map(({ item, quantity }) => ({ item, quantity: quantity.value })),
        by.at,
      );
      return [
        intent(openDemand, {
          order: data.order,
          product: data.item,
          dueAt: data.dueAt,
          required,
          candidates: new LookedUp(candidates),
        }),
      ];
    },
  },
};

const shortOf = ({ lines }: Extract<DemandEvent, { data: { lines: unknown } }>['data']): boolean =>
  lines.some(({ short }) => isMoreThan(short, '0'));

/**
 * Material that came while an order was being reserved for, or that another order took from under it, is not missed: an
 * order that is still short looks again, once its shortage and all stock up to then can be seen. Ends when nothing is found.
 */
const lookAgain = async (
  { data, by }: Recorded<Extract<DemandEvent, { data: { lines: unknown } }>>,
  db: EntityManager,
) => {
  if (!shortOf(data)) return [];
  const candidates = await candidatesFor(db, await shortagesOf(db, data.order), by.at);
  return candidates.size === 0
    ? []
    : [intent(reserveMaterial, { order: data.order, candidates: new LookedUp(candidates) })];
};

export const lookAgainForShortOrders: Reaction<DemandEvent, EntityManager> = {
  name: 'look-again-for-short-orders',
  looksIntoReadModels: true,
  on: { MaterialReservedForOrder: lookAgain, ReservationsTakenBack: lookAgain, MaterialDemandChanged: lookAgain },
};

/** Stock that has become available goes to the orders that are short of it, the earliest due first. */
const topUp = async (
  {
    data: {
      item,
      lot,
      after: { balance },
    },
  }: Recorded<LotEvent>,
  db: EntityManager,
) => {
  if (!isMoreThan(balance.available, '0')) return [];
  const orders = await ordersShortOf(db, item, balance.available);
  return orders.length === 0 ? [] : [intent(serveShortOrders, { lot, item, orders: new LookedUp(orders) })];
};

export const topUpShortOrders: Reaction<LotEvent, EntityManager> = {
  name: 'top-up-short-orders',
  looksIntoReadModels: true,
  on: {
    MaterialReceived: topUp,
    ProductionReceived: topUp,
    LotAdjusted: topUp,
    LotMoved: topUp,
    LotReturned: topUp,
    LotUnblocked: topUp,
    LotReleasedFromQuarantine: topUp,
    HoldLifted: topUp,
    ReservationReleased: topUp,
  },
};

const takeBack = ({ data: { lot, after }, by }: Recorded<LotEvent>) =>
  isMoreThan(overReserved({ ...after, ...after.balance }, by.at), '0') ? [intent(takeBackUncovered, { lot })] : [];

/** Reservations on stock that cannot serve them any more are taken back; the orders then look for other lots. */
export const takeBackUncoveredReservations: Reaction<LotEvent, EntityManager> = {
  name: 'take-back-uncovered-reservations',
  on: {
    HoldEnforced: takeBack,
    LotBlocked: takeBack,
    LotQuarantined: takeBack,
    LotScrapped: takeBack,
    LotMoved: takeBack,
    LotAdjusted: takeBack,
    LotConsumed: takeBack,
    ReservationReleased: takeBack,
  },
};

type Over = HeardEvent<typeof orders.ProductionOrderClosed> | HeardEvent<typeof orders.ProductionOrderCancelled>;

const close =
  (because: 'closed' | 'cancelled') =>
  async ({ data: { order } }: Recorded<Event<string, { readonly order: string }>>, db: EntityManager) => [
    intent(closeDemand, { order, because, lots: new LookedUp(await lotsReservedFor(db, order)) }),
  ];

export const closeDemandsOfOrdersThatAreOver: Reaction<Over, EntityManager> = {
  name: 'close-demands-of-orders-that-are-over',
  looksIntoReadModels: true,
  on: {
    [orders.ProductionOrderClosed.type]: close('closed'),
    [orders.ProductionOrderCancelled.type]: close('cancelled'),
  },
};
