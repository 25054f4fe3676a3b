import {
  add,
  compare,
  happened,
  isMoreThan,
  multiply,
  quantity,
  Rejection,
  rejection,
  type Look,
  type Occurrence,
  type Quantity,
} from '@millwright/event-sourcing';
import { componentLot, onHold } from '../component/component-lot.decider.js';
import { component } from '../component/component.decider.js';
import { item as itemStream, type ReleasedOrder } from '../order/production-order.decider.js';
import { inUnit } from '../order/quantity.rules.js';
import { unit } from '../unit/unit.decider.js';
import type { BackflushVarianceRecorded, MaterialConsumed } from '../unit/unit.events.js';
import type { ConsumeBody } from './consumption.commands.js';
import { backflushFrom, notIssued, use } from './order-material.decider.js';

type Product = MaterialConsumed['data']['product'];
type Needed = ReleasedOrder['components'][number];

/** A product at one operation, and what has gone into it there. */
export interface Consumer {
  readonly product: Product;
  readonly order: ReleasedOrder;
  readonly operation: string;
  /** How many pieces it is, as a decimal string. */
  readonly pieces: string;
  readonly installed: readonly {
    readonly item: string;
    readonly operation: string;
    readonly quantity: Quantity;
    readonly removedAt?: string;
  }[];
  readonly record: (event: MaterialConsumed | BackflushVarianceRecorded) => Occurrence;
}

export const installedOf = (
  { installed, operation }: Pick<Consumer, 'installed' | 'operation'>,
  item: string,
): string =>
  installed
    .filter((one) => one.operation === operation && one.item === item && !one.removedAt)
    .reduce((sum, one) => add(sum, one.quantity.value), '0');

const neededAt = ({ order, operation }: Consumer): Needed[] =>
  order.components.filter((one) => one.operation === operation);
const isScanned = ({ backflush, tracking }: Needed): boolean => !backflush || tracking === 'serial';

/** A part that was refused because it is in another product already: to be remembered, and refused. */
export interface AlreadyInstalled {
  readonly installedIn: string;
  readonly rejection: Rejection;
}

/** One scan of a component. */
export function consume(
  look: Look,
  consumer: Consumer,
  scan: Readonly<ConsumeBody>,
): readonly Occurrence[] | Rejection | AlreadyInstalled {
  const { order, operation } = consumer;
  const needed = neededAt(consumer).find(({ item }) => item === scan.item);
  if (!needed) {
    const legal = neededAt(consumer).map(({ item }) => item);
    return rejection('not-in-bill-of-material', `Operation ${operation} of ${order.order} does not use ${scan.item}.`, {
      legal,
      facts: { item: scan.item, operation },
    });
  }
  const { unit: base } = needed.quantityPer;
  const amount = inUnit(scan.quantity ?? { value: '1', unit: base }, base, scan.item, look(itemStream(scan.item)));
  if (amount instanceof Rejection) return amount;
  const held = componentOnHold(look, scan.lot, needed.tracking);
  if (held) return held;
  const taken = needed.tracking === 'serial' ? notFree(look, scan, amount, consumer.product) : undefined;
  if (taken) return taken;
  const amiss =
    notIssued(look, { order: order.order, item: scan.item, lot: scan.lot, quantity: amount }) ??
    overRequired(consumer, needed, scan, amount);
  return (
    amiss ??
    consumed(consumer, needed, {
      lot: scan.lot,
      position: scan.position,
      overReason: scan.overReason,
      amount,
      backflushed: false,
    })
  );
}

function componentOnHold(look: Look, lot: string, tracking: Needed['tracking']): Rejection | undefined {
  const held = onHold(tracking === 'serial' ? 'unit' : 'lot', lot, look(componentLot(lot)));
  if (held || tracking === 'lot') return held;
  const made = look(unit(lot));
  if (made.status === 'none') return undefined;
  if (made.status !== 'completed')
    return rejection(
      'component-not-completed',
      `Unit ${lot} is ${made.status}; only a completed unit goes into another.`,
      { facts: { unit: lot } },
    );
  return onHold('unit', lot, made);
}

function notFree(
  look: Look,
  { lot, item }: Readonly<ConsumeBody>,
  amount: Quantity,
  product: Product,
): Rejection | AlreadyInstalled | undefined {
  if (compare(amount.value, '1') !== 0) {
    return rejection('serial-is-one', `${item} has serial numbers: ${lot} is one piece, not ${amount.value}.`, {
      kind: 'invalid',
      facts: { item, lot },
    });
  }
  const { installedIn } = look(component(lot));
  if (installedIn === undefined) return undefined;
  const where = installedIn === product.id ? 'in this product' : `in ${installedIn}`;
  return {
    installedIn,
    rejection: rejection('component-already-installed', `${item} ${lot} is ${where} already.`, {
      legal: ['scan another one'],
      facts: { item, lot, unit: installedIn },
    }),
  };
}

function overRequired(
  consumer: Consumer,
  { item, quantityPer }: Needed,
  { overReason }: Readonly<ConsumeBody>,
  amount: Quantity,
): Rejection | undefined {
  const required = multiply(quantityPer.value, consumer.pieces);
  const installed = installedOf(consumer, item);
  if (overReason !== undefined || !isMoreThan(add(installed, amount.value), required)) return undefined;
  return rejection(
    'more-than-required',
    `${consumer.product.id} needs ${required} ${quantityPer.unit} of ${item} here and has ${installed}.`,
    {
      legal: ['exchange the component', 'say why with overReason'],
      facts: { item, required, installed },
    },
  );
}

interface Part extends Pick<ConsumeBody, 'lot' | 'position' | 'overReason'> {
  readonly amount: Quantity;
  readonly backflushed: boolean;
}

function consumed(
  consumer: Consumer,
  needed: Needed,
  { lot, position, overReason, amount, backflushed }: Part,
): Occurrence[] {
  const {
    product,
    operation,
    order: { order, externalOrder, operations },
  } = consumer;
  const { item, tracking } = needed;
  const { workCenter } = operations.find((one) => one.operation === operation) ?? {};
  const at = { order, externalOrder, operation, workCenter };
  const event = consumer.record({
    type: 'MaterialConsumed',
    data: { product, ...at, item, tracking, lot, quantity: amount, backflushed, position, overReason },
  });
  const claim =
    tracking === 'serial'
      ? happened(component(lot), {
          type: 'ComponentInstalled',
          data: { serial: lot, item, product: product.id, order, operation },
        })
      : use({ order, item, lot, quantity: amount });
  return [event, claim];
}

export interface Missing {
  readonly item: string;
  readonly required: string;
  readonly installed: string;
  readonly unit: string;
}

/** Components that must have been scanned before the operation can be finished. */
export const missingComponents = (consumer: Consumer): Missing[] =>
  neededAt(consumer)
    .filter(isScanned)
    .map(({ item, quantityPer }) => ({
      item,
      unit: quantityPer.unit,
      required: multiply(quantityPer.value, consumer.pieces),
      installed: installedOf(consumer, item),
    }))
    .filter(({ required, installed }) => isMoreThan(required, installed));

export const componentsMissing = (product: string, missing: readonly Missing[]): Rejection =>
  rejection(
    'components-missing',
    `${product} lacks ${missing.map(({ item, required, installed }) => `${item} (${installed} of ${required})`).join(', ')}.`,
    {
      legal: ['consume the missing components'],
      facts: { missing },
    },
  );

/** What was not scanned but must have been used; too little issued is a fact, not a refusal. */
export function backflush(look: Look, consumer: Consumer): Occurrence[] {
  const {
    product,
    operation,
    order: { order },
  } = consumer;
  return neededAt(consumer)
    .filter((needed) => !isScanned(needed))
    .flatMap((needed) => {
      const { item, quantityPer } = needed;
      const { parts, missing } = backflushFrom(
        look,
        order,
        item,
        quantity(multiply(quantityPer.value, consumer.pieces), quantityPer.unit),
      );
      const used = parts.flatMap((part) =>
        consumed(consumer, needed, { lot: part.lot, amount: part.quantity, backflushed: true }),
      );
      if (!missing) return used;
      return [
        ...used,
        consumer.record({
          type: 'BackflushVarianceRecorded',
          data: { product: product.id, order, operation, item, missing },
        }),
      ];
    });
}
