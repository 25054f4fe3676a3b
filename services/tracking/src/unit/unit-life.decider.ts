import {
  decider,
  happened,
  Rejection,
  rejection,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { reportPieces, willNotArrive } from '../job/pieces.decider.js';
import { itemNumbering, takeNumbersOf, type Taken } from '../number-series/number-series.decider.js';
import { orderOutput } from '../order/order-output.decider.js';
import { notWorkable, releasedOrder, type ReleasedOrder } from '../order/production-order.decider.js';
import { nextOperations } from '../order/route.rules.js';
import type { CreateUnits, ScrapUnit } from './unit.commands.js';
import { unit, type UnitState } from './unit.decider.js';

const isFree =
  (look: Look) =>
  (id: string): boolean =>
    look(unit(id)).status === 'none';

function numbersFor(look: Look, item: string, { unit: given, count = 1 }: CreateUnits): Taken | Rejection {
  if (given !== undefined)
    return isFree(look)(given)
      ? { numbers: [given], events: [] }
      : rejection('unit-exists', `There is a unit ${given} already.`, { facts: { unit: given } });
  const series = look(itemNumbering(item));
  if (series !== undefined) return takeNumbersOf(look, series, count, isFree(look));
  return rejection('no-number-series', `${item} has no number series: define one, or give the serial number.`, {
    legal: ['define a number series', 'give unit'],
    facts: { item },
  });
}

/** Units begin their life waiting at the first operations of the order. */
export const createUnits = decider<CreateUnits>({
  name: 'create-units',
  streams: ({ order, unit: given }) => [orderOutput(order), ...(given === undefined ? [] : [unit(given)])],
  decide: (command, look) => {
    const order = releasedOrder(look, command.order);
    if (order instanceof Rejection) return order;
    const no = notWorkable(look, command.order) ?? notForUnits(look, order, command);
    if (no) return no;
    const taken = numbersFor(look, order.item, command);
    if (taken instanceof Rejection) return taken;
    const { item, itemRevision } = order;
    const created = taken.numbers.map((id) =>
      happened(unit(id), { type: 'UnitCreated', data: { unit: id, order: order.order, item, itemRevision } }),
    );
    const begun = happened(orderOutput(order.order), {
      type: 'UnitsBegun',
      data: { order: order.order, units: taken.numbers },
    });
    return { events: [begun, ...taken.events, ...created], answer: { order: order.order, units: taken.numbers } };
  },
});

function notForUnits(
  look: Look,
  { order, item, tracking, quantity }: ReleasedOrder,
  { unit: given, count = 1 }: CreateUnits,
): Rejection | undefined {
  if (tracking !== 'serial') {
    return rejection('tracked-by-lot', `${item} is tracked by lot: begin a lot in process instead.`, {
      legal: ['POST /lots-in-process'],
      facts: { item },
    });
  }
  if (given !== undefined && count !== 1)
    return rejection('one-number-one-unit', 'With a serial number given, count is 1.', { kind: 'invalid' });
  const { units } = look(orderOutput(order));
  if (units + count <= Number(quantity.value)) return undefined;
  return rejection(
    'more-units-than-ordered',
    `Order ${order} asks for ${quantity.value}; ${units} units have been created.`,
    { facts: { order, ordered: quantity.value, created: units, asked: count } },
  );
}

/**
 * Where it is, or was last. A unit that the operation has counted as good is taken out of that count; the operations
 * that it has not come to will not see it.
 */
export function scrap(look: Look, id: string, order: ReleasedOrder, reason: string): Occurrence[] {
  const state: UnitState = look(unit(id));
  const { at, attempts, counted, item } = state;
  const operation = at?.operation ?? attempts.at(-1)?.operation ?? nextOperations(order.operations, [])[0];
  const { order: number, externalOrder, quantity, operations } = order;
  const { workCenter } = operations.find((one) => one.operation === operation) ?? {};
  const pieces = { value: '1', unit: quantity.unit };
  const scrapped = happened(unit(id), {
    type: 'UnitScrapped',
    data: { unit: id, item, order: number, externalOrder, operation, workCenter, pieces, reason },
  });
  return [
    scrapped,
    ...reportPieces(look, order, operation, {
      good: counted.includes(operation) ? '-1' : '0',
      scrap: '1',
      scrapReason: reason,
      unit: id,
    }),
    ...willNotArrive(look, order, {
      operation,
      pieces: '1',
      unit: id,
      countedAt: (one) => (counted.includes(one) ? '1' : '0'),
    }),
  ];
}

/** Scrapping is possible on hold too: it is one way to end it. */
export const scrapUnit = decider<ScrapUnit>({
  name: 'scrap-unit',
  streams: ({ unit: id }) => [unit(id)],
  decide: ({ unit: id, reason }, look) => {
    const state = look(unit(id));
    if (state.status === 'none') return unknown('unit', id);
    if (state.status === 'scrapped')
      return rejection('unit-scrapped', `Unit ${id} is scrapped already.`, { legal: [], facts: { unit: id } });
    const order = releasedOrder(look, state.order);
    if (order instanceof Rejection) return order;
    return { events: scrap(look, id, order, reason), answer: { unit: id, status: 'scrapped' } };
  },
});
