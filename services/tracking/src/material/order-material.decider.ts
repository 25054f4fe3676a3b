import {
  add,
  compare,
  happened,
  isPositive,
  rejection,
  smaller,
  streamOf,
  subtract,
  type Look,
  type Occurrence,
  type Quantity,
  type Rejection,
} from '@millwright/event-sourcing';
import { componentLot } from '../component/component-lot.decider.js';
import { materialDemand } from './material-demand.decider.js';
import type { OrderMaterialEvent } from './order-material.events.js';

/** Decimal strings by item and lot. */
type Used = ReadonlyMap<string, string>;
const key = (item: string, lot: string): string => `${item}\n${lot}`;

export const orderMaterial = streamOf<Used, OrderMaterialEvent>('order-material', {
  initialState: new Map(),
  evolve: (used, { type, data: { item, lot, quantity } }) => {
    const before = used.get(key(item, lot)) ?? '0';
    return new Map(used).set(
      key(item, lot),
      type === 'IssuedMaterialUsed' ? add(before, quantity.value) : subtract(before, quantity.value),
    );
  },
});

interface Use {
  readonly order: string;
  readonly item: string;
  readonly lot: string;
  readonly quantity: Quantity;
}

const issuedOf = (look: Look, order: string, item: string, lot: string): string =>
  look(materialDemand(order)).get(item)?.get(lot) ?? '0';
const usedOf = (look: Look, order: string, item: string, lot: string): string =>
  look(orderMaterial(order)).get(key(item, lot)) ?? '0';

/** Tracking decides what is consumed, inventory what was issued: more than that cannot have been used. */
export function notIssued(look: Look, { order, item, lot, quantity }: Use): Rejection | undefined {
  const issued = issuedOf(look, order, item, lot);
  if (!isPositive(issued)) {
    const lots = [...(look(materialDemand(order)).get(item) ?? [])]
      .filter(([, value]) => isPositive(value))
      .map(([one]) => one);
    return rejection('not-issued', `${item} ${lot} was not issued to order ${order}.`, {
      legal: lots,
      facts: { order, item, lot },
    });
  }
  const available = subtract(issued, usedOf(look, order, item, lot));
  if (compare(quantity.value, available) <= 0) return undefined;
  return rejection(
    'more-than-issued',
    `Of ${item} ${lot}, ${issued} ${quantity.unit} were issued to order ${order} and ${available} are left.`,
    {
      legal: ['issue more', 'take another lot'],
      facts: { order, item, lot, issued, available, unit: quantity.unit },
    },
  );
}

export const use = (data: Use): Occurrence => happened(orderMaterial(data.order), { type: 'IssuedMaterialUsed', data });
export const takeOut = (data: Use): Occurrence =>
  happened(orderMaterial(data.order), { type: 'UsedMaterialTakenOut', data });

export interface Backflush {
  readonly parts: readonly { readonly lot: string; readonly quantity: Quantity }[];
  /** Too little was issued: this much was used, but nobody knows from which lot. */
  readonly missing?: Quantity;
}

/** Takes from the issued lots in the order of their issue; lots on hold are passed over, and no lot goes below zero. */
export function backflushFrom(look: Look, order: string, item: string, quantity: Quantity): Backflush {
  const { unit } = quantity;
  let open = quantity.value;
  const parts: { lot: string; quantity: Quantity }[] = [];
  for (const [lot, issued] of look(materialDemand(order)).get(item) ?? []) {
    const available = subtract(issued, usedOf(look, order, item, lot));
    const taken = smaller(open, available);
    if (!isPositive(taken) || Object.keys(look(componentLot(lot)).holds).length > 0) continue;
    parts.push({ lot, quantity: { value: taken, unit } });
    open = subtract(open, taken);
  }
  return { parts, ...(isPositive(open) && { missing: { value: open, unit } }) };
}
