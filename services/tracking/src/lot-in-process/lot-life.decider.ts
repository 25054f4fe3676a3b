import {
  add,
  compare,
  decider,
  happened,
  isPositive,
  Rejection,
  rejection,
  subtract,
  sum,
  unknown,
  type Look,
  type Occurrence,
  type Quantity,
} from '@millwright/event-sourcing';
import { jobId, jobOf } from '../job/job.decider.js';
import { reportPieces, willNotArrive } from '../job/pieces.decider.js';
import { consume } from '../material/consumption.decider.js';
import { itemNumbering, takeNumbersOf, type Taken } from '../number-series/number-series.decider.js';
import { orderOutput } from '../order/order-output.decider.js';
import {
  item as itemStream,
  notWorkable,
  releasedOrder,
  type ReleasedOrder,
} from '../order/production-order.decider.js';
import { inUnit } from '../order/quantity.rules.js';
import { nextOperations } from '../order/route.rules.js';
import type { BeginLot, ConsumeIntoLot, MergeLots, ReportJob, SplitLot } from './lot-in-process.commands.js';
import { begun, inLot, lotInProcess, type LotState } from './lot-in-process.decider.js';
import { atWork, consumerOf, reportOn, wrongOperation, type LotAtWork } from './lot-report.decider.js';

const isFree =
  (look: Look) =>
  (id: string): boolean =>
    look(lotInProcess(id)).status === 'none';
const lotExists = (lot: string): Rejection =>
  rejection('lot-exists', `There is a lot ${lot} already.`, { facts: { lot } });

function numberFor(look: Look, { item, order }: ReleasedOrder, given: string | undefined): Taken | Rejection {
  const series = look(itemNumbering(item));
  if (given === undefined && series !== undefined) return takeNumbersOf(look, series, 1, isFree(look));
  const lot = given ?? order;
  return isFree(look)(lot) ? { numbers: [lot], events: [] } : lotExists(lot);
}

interface NewLot {
  readonly lot: LotAtWork;
  readonly events: readonly Occurrence[];
}

function beginLotOf(
  look: Look,
  order: ReleasedOrder,
  given: string | undefined,
  quantity: Quantity,
): NewLot | Rejection {
  const { item, itemRevision } = order;
  if (order.tracking !== 'lot')
    return rejection('tracked-by-unit', `${item} has serial numbers: create units instead.`, {
      legal: ['POST /units'],
      facts: { item },
    });
  const { pieces } = look(orderOutput(order.order));
  if (compare(add(pieces, quantity.value), order.quantity.value) > 0) {
    return rejection(
      'more-than-ordered',
      `Order ${order.order} asks for ${order.quantity.value} ${order.quantity.unit}; ${pieces} have been begun.`,
      {
        facts: { order: order.order, ordered: order.quantity.value, begun: pieces, asked: quantity.value },
      },
    );
  }
  const taken = numberFor(look, order, given);
  if (taken instanceof Rejection) return taken;
  const [lot] = taken.numbers;
  const data = { lot, order: order.order, item, itemRevision, quantity };
  const counted = happened(orderOutput(order.order), {
    type: 'OrderLotBegun',
    data: { order: order.order, lot, pieces: quantity.value },
  });
  return {
    lot: { id: lot, state: begun(data), order },
    events: [...taken.events, counted, happened(lotInProcess(lot), { type: 'LotBegun', data })],
  };
}

export const beginLot = decider<BeginLot>({
  name: 'begin-lot',
  streams: ({ order }) => [orderOutput(order)],
  decide: ({ order: id, lot, quantity }, look) => {
    const order = releasedOrder(look, id);
    if (order instanceof Rejection) return order;
    const amount = inUnit(quantity, order.quantity.unit, order.item, look(itemStream(order.item)));
    if (amount instanceof Rejection) return amount;
    const no = notWorkable(look, id);
    const begins = no ?? beginLotOf(look, order, lot, amount);
    return begins instanceof Rejection
      ? begins
      : { events: begins.events, answer: { lot: begins.lot.id, order: id, quantity: amount } };
  },
});

/** The lot that a report on a job is about; where none has been begun, the order's pieces become one. */
function lotOf(look: Look, order: ReleasedOrder, given: string | undefined): NewLot | Rejection {
  const { lots, pieces } = look(orderOutput(order.order));
  const id = given ?? (lots.length === 1 ? lots[0] : undefined);
  if (id !== undefined && lots.includes(id)) {
    const lot = atWork(look, id);
    return lot instanceof Rejection ? lot : { lot, events: [] };
  }
  if (given === undefined && lots.length > 1)
    return rejection('lot-required', `Order ${order.order} has several lots: say which one.`, {
      kind: 'invalid',
      legal: lots,
      facts: { lots },
    });
  return beginLotOf(look, order, given, { value: subtract(order.quantity.value, pieces), unit: order.quantity.unit });
}

export const reportJob = decider<ReportJob>({
  name: 'report-job',
  streams: ({ order, operation }) => [jobOf(order, operation)],
  decide: ({ order: id, operation, lot: given, ...pieces }, look) => {
    if (look(jobOf(id, operation)).status === 'none') return unknown('job', jobId(id, operation));
    const order = releasedOrder(look, id);
    if (order instanceof Rejection) return order;
    const lot = lotOf(look, order, given);
    return lot instanceof Rejection ? lot : reportOn(look, lot.lot, { operation, ...pieces }, lot.events);
  },
});

export const consumeIntoLot = decider<ConsumeIntoLot>({
  name: 'consume-into-lot',
  streams: ({ product }) => [lotInProcess(product)],
  decide: ({ product, ...scan }, look) => {
    const found = atWork(look, product);
    if (found instanceof Rejection) return found;
    const no = wrongOperation(found, scan.operation);
    if (no) return no;
    const consumed = consume(look, consumerOf(found, scan.operation, found.state.quantity), scan);
    if (consumed instanceof Rejection) return consumed;
    if ('installedIn' in consumed) return consumed.rejection;
    return {
      events: consumed,
      answer: { lot: product, operation: scan.operation, item: scan.item, component: scan.lot },
    };
  },
});

/** Between operations: what is under way at one is reported first. */
function notAtRest({ id, state }: LotAtWork): Rejection | undefined {
  const half = state.at?.operation ?? Object.keys(state.good).find((operation) => !state.passed.includes(operation));
  return half === undefined
    ? undefined
    : rejection('lot-at-operation', `Lot ${id} is at operation ${half}: report it first.`, {
        legal: ['report'],
        facts: { lot: id, operation: half },
      });
}

export const splitLot = decider<SplitLot>({
  name: 'split-lot',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: (command, look) => {
    const { lot: id, into, loss, scrapReason = 'split-loss' } = command;
    const found = atWork(look, id);
    if (found instanceof Rejection) return found;
    const { state, order } = found;
    const lost = loss?.value ?? '0';
    const no =
      notInItsUnit(found, command) ??
      notAtRest(found) ??
      unbalanced(found, sum(into.map((part) => part.quantity.value)), lost) ??
      notNew(look, id, into);
    if (no) return no;
    const remaining = into.find((part) => part.lot === id)?.quantity.value ?? '0';
    const children = into.filter((part) => part.lot !== id);
    const split = happened(lotInProcess(id), {
      type: 'LotSplit',
      data: {
        lot: id,
        order: order.order,
        into: children,
        loss: inLot(state, lost),
        remaining: inLot(state, remaining),
      },
    });
    const made = children.map(({ lot, quantity }) => madeOf(lot, state, quantity, [{ lot: id, quantity }]));
    const changed = lotsChanged(
      look,
      order.order,
      isPositive(remaining) ? [] : [id],
      children.map(({ lot }) => lot),
    );
    return {
      events: [split, ...made, changed, ...lossOf(look, found, lost, scrapReason)],
      answer: { lot: id, remaining: inLot(state, remaining), into },
    };
  },
});

function notInItsUnit({ id, state }: LotAtWork, { into, loss }: SplitLot): Rejection | undefined {
  const given = [...into.map((part) => part.quantity), ...(loss ? [loss] : [])].find(({ unit }) => unit !== state.unit);
  return (
    given &&
    rejection('unit-mismatch', `Lot ${id} is counted in ${state.unit}.`, {
      kind: 'invalid',
      facts: { expected: state.unit, given: given.unit },
    })
  );
}

function lotsChanged(look: Look, order: string, ended: readonly string[], begins: readonly string[]): Occurrence {
  const output = orderOutput(order);
  look(output);
  return happened(output, { type: 'LotsChanged', data: { order, ended, begun: begins } });
}

const madeOf = (
  lot: string,
  { order, item, itemRevision, passed }: LotState,
  quantity: Quantity,
  from: readonly { readonly lot: string; readonly quantity: Quantity }[],
): Occurrence =>
  happened(lotInProcess(lot), {
    type: 'LotMadeOfLots',
    data: { lot, order, item, itemRevision, quantity, from, passed },
  });

function unbalanced({ id, state }: LotAtWork, out: string, loss: string): Rejection | undefined {
  if (compare(add(out, loss), state.quantity) === 0) return undefined;
  return rejection(
    'balance-broken',
    `Lot ${id} has ${state.quantity} ${state.unit}; ${out} out and ${loss} lost do not make that. Name ${id} itself in \`into\` for what stays in it.`,
    {
      facts: { lot: id, in: state.quantity, out, loss, difference: subtract(state.quantity, add(out, loss)) },
    },
  );
}

function notNew(look: Look, id: string, into: SplitLot['into']): Rejection | undefined {
  const taken = into.find(
    ({ lot }, place) => (lot !== id && !isFree(look)(lot)) || into.findIndex((one) => one.lot === lot) !== place,
  );
  return taken && lotExists(taken.lot);
}

/** Pieces lost between operations count as scrap of the one passed last, whose good they were. */
function lossOf(look: Look, { id, state, order }: LotAtWork, lost: string, scrapReason: string): Occurrence[] {
  if (!isPositive(lost)) return [];
  const last = state.passed.at(-1);
  const operation = last ?? nextOperations(order.operations, [])[0];
  return [
    ...reportPieces(look, order, operation, {
      good: last === undefined ? '0' : subtract('0', lost),
      scrap: lost,
      scrapReason,
      lot: id,
    }),
    ...willNotArrive(look, order, { operation, pieces: lost, passed: state.passed }),
  ];
}

export const mergeLots = decider<MergeLots>({
  name: 'merge-lots',
  streams: ({ lot }) => [lotInProcess(lot)],
  decide: ({ lot, with: others, into }, look) => {
    const lots: LotAtWork[] = [];
    for (const id of new Set([lot, ...others])) {
      const found = atWork(look, id);
      const no = found instanceof Rejection ? found : notAtRest(found);
      if (no || found instanceof Rejection) return no ?? rejection('lot-at-operation', `Lot ${id} is being worked on.`);
      lots.push(found);
    }
    const [{ state, order }] = lots;
    const passed = [...state.passed].sort().join('\n');
    const other = lots.find(
      (one) => one.order.order !== order.order || [...one.state.passed].sort().join('\n') !== passed,
    );
    if (other)
      return rejection(
        'lots-differ',
        `Lots ${lot} and ${other.id} are not of the same order, or have not passed the same operations.`,
        { facts: { lots: [lot, other.id] } },
      );
    if (!isFree(look)(into)) return lotExists(into);
    const quantity = inLot(state, sum(lots.map((one) => one.state.quantity)));
    const merged = lots.map((one) =>
      happened(lotInProcess(one.id), {
        type: 'LotMerged',
        data: { lot: one.id, order: order.order, into, quantity: inLot(state, one.state.quantity) },
      }),
    );
    const from = lots.map((one) => ({ lot: one.id, quantity: inLot(state, one.state.quantity) }));
    const changed = lotsChanged(
      look,
      order.order,
      lots.map(({ id }) => id),
      [into],
    );
    return { events: [...merged, madeOf(into, state, quantity, from), changed], answer: { lot: into, quantity } };
  },
});
