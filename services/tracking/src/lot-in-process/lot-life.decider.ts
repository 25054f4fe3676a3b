import {
  add,
  compare,
  decider,
  happened,
  Rejection,
  rejection,
  subtract,
  unknown,
  type Look,
  type Occurrence,
  type Quantity,
} from '@millwright/event-sourcing';
import { jobId, jobOf } from '../job/job.decider.js';
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
import { isFree, lotExists } from './lot-balance.decider.js';
import type { BeginLot, ConsumeIntoLot, ReportJob } from './lot-in-process.commands.js';
import { begun, lotInProcess } from './lot-in-process.decider.js';
import { atWork, consumerOf, reportOn, wrongOperation, type LotAtWork } from './lot-report.decider.js';

function numberFor(look: Look, { item, order }: ReleasedOrder, given: string | undefined): Taken | Rejection {
  const series = look(itemNumbering(item));
  if (given === undefined && series !== undefined) return takeNumbersOf(look, series, 1, (id) => isFree(look, id));
  const lot = given ?? order;
  return isFree(look, lot) ? { numbers: [lot], events: [] } : lotExists(lot);
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
