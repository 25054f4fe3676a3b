import {
  decider,
  happened,
  isMoreThan,
  Rejection,
  rejection,
  streamOf,
  subtract,
  unknown,
  type Look,
  type Quantity,
  drawNumber,
} from '@millwright/event-sourcing';
import { heardLot } from '../goods/lot.decider.js';
import { heardUnit } from '../goods/unit.decider.js';
import { hold, isFreeHold } from '../hold/hold.decider.js';
import { inUnit, item, onePiece } from '../item/item.decider.js';
import { orderHeard, postedTo, unknownOperation } from '../production-order/production-order.decider.js';
import type { ChangeOrigin, OpenNonconformance } from './nonconformance.commands.js';
import type { NonconformanceEvent } from './nonconformance.events.js';
import { behind, notNow, type NonconformanceState } from './nonconformance.rules.js';

export const nonconformance = streamOf<NonconformanceState, NonconformanceEvent>('nonconformance', {
  initialState: {
    status: 'none',
    subject: { kind: 'unit', id: '' },
    unit: '',
    left: '0',
    needsApproval: [],
    recorders: new Set(),
    proposers: new Set(),
    dispositions: new Set(),
  },
  evolve: (state, { type, data }, by) => {
    switch (type) {
      case 'NonconformanceOpened': {
        const {
          subject,
          order,
          operation,
          externalOrder,
          workCenter,
          originOperation,
          hold: held,
          needsApproval,
          quantity: { value, unit },
        } = data;
        return {
          ...state,
          status: 'open',
          subject,
          order,
          operation,
          externalOrder,
          workCenter,
          originOperation,
          unit,
          left: value,
          hold: held,
          needsApproval,
          recorders: new Set([...data.recordedBy, ...behind(by)]),
        };
      }
      case 'NonconformanceOriginChanged':
        return { ...state, originOperation: data.operation };
      case 'DispositionProposed': {
        const { disposition, reason, quantity, reworkFrom } = data;
        return {
          ...state,
          status: 'awaiting-approval',
          proposal: { disposition, reason, quantity, reworkFrom },
          proposers: new Set(behind(by)),
        };
      }
      case 'DispositionApproved':
        return state;
      case 'DispositionDeclined':
        return { ...state, status: 'open', proposal: undefined, proposers: new Set() };
      case 'NonconformanceDisposed': {
        const left = subtract(state.left, data.quantity.value);
        return {
          ...state,
          status: left === '0' ? 'disposed' : 'open',
          left,
          proposal: undefined,
          proposers: new Set(),
          dispositions: new Set([...state.dispositions, data.disposition]),
        };
      }
      case 'NonconformanceClosed':
        return { ...state, status: 'closed' };
    }
  },
});

export const isFreeNonconformance =
  (look: Look) =>
  (number: string): boolean =>
    look(nonconformance(number)).status === 'none';

interface Goods {
  readonly order?: string;
  readonly item?: string;
  readonly quantity: Quantity;
}

const itemHeard = (number: string | undefined, look: Look) => (number === undefined ? undefined : look(item(number)));

/** What this service knows of the goods, and the quantity in their unit. */
const goodsOf = (command: OpenNonconformance, look: Look): Goods | Rejection =>
  command.subject.kind === 'unit' ? unitOf(command, look) : partOfLot(command, look);

function unitOf({ subject, order, quantity }: OpenNonconformance, look: Look): Goods | Rejection {
  const unit = look(heardUnit(subject.id));
  const of = subject.item ?? unit.item;
  const one = onePiece(subject.id, quantity, itemHeard(of, look));
  return one instanceof Rejection ? one : { order: order ?? unit.order, item: of, quantity: one };
}

function partOfLot({ subject, order, quantity }: OpenNonconformance, look: Look): Goods | Rejection {
  const { received, ...lot } = heardLot(subject.id, look);
  const of = subject.item ?? lot.item;
  if (!quantity)
    return rejection('quantity-missing', `Say how much of lot ${subject.id} does not conform.`, {
      kind: 'invalid',
      facts: { lot: subject.id },
    });
  const known = itemHeard(of, look);
  const amount = inUnit(quantity, received?.unit ?? known?.unit ?? quantity.unit, known);
  if (amount instanceof Rejection) return amount;
  if (received && isMoreThan(amount.value, received.value))
    return rejection('more-than-received', `Of lot ${subject.id}, ${received.value} ${received.unit} came in.`, {
      facts: { lot: subject.id, received },
    });
  return { order: order ?? lot.order, item: of, quantity: amount };
}

function problemOf(
  { nonconformance: wanted, order, operation, originOperation }: OpenNonconformance,
  look: Look,
): Rejection | undefined {
  if (wanted !== undefined && look(nonconformance(wanted)).status !== 'none') {
    return rejection(
      'nonconformance-exists',
      `There is a nonconformance ${wanted} already. Choose another number, or leave it out.`,
      { facts: { nonconformance: wanted } },
    );
  }
  const ordered = orderHeard(order, look);
  if (order !== undefined && !ordered) return unknown('production-order', order);
  return [operation, originOperation].flatMap((one) =>
    one === undefined ? [] : (unknownOperation(ordered, one) ?? []),
  )[0];
}

/** Found by somebody without an inspection. */
export const openNonconformance = decider<OpenNonconformance>({
  name: 'open-nonconformance',
  // Without a number there is no stream of its own yet; the goods stand for it.
  streams: (command) => [nonconformance(command.nonconformance ?? `of ${command.subject.id}`)],
  decide: (command, look, occasion) => {
    const { subject, operation, originOperation, defect, description } = command;
    const problem = problemOf(command, look);
    if (problem) return problem;
    const goods = goodsOf(command, look);
    if (goods instanceof Rejection) return goods;
    const drawn =
      command.nonconformance === undefined ? drawNumber('NC', look, occasion, isFreeNonconformance(look)) : undefined;
    const number = drawn?.number ?? (command.nonconformance as string);
    const held = command.hold === false ? undefined : drawNumber('H', look, occasion, isFreeHold(look));
    const about = { ...subject, item: goods.item };
    return {
      events: [
        ...(drawn ? [drawn.taken] : []),
        happened(nonconformance(number), {
          type: 'NonconformanceOpened',
          data: {
            nonconformance: number,
            subject: about,
            order: goods.order,
            operation,
            ...postedTo(goods.order, operation, look),
            originOperation,
            defect,
            description,
            quantity: goods.quantity,
            hold: held?.number,
            needsApproval: [],
            recordedBy: [],
          },
        }),
        ...(held
          ? [
              held.taken,
              happened(hold(held.number), {
                type: 'HoldPlaced',
                data: { hold: held.number, subjects: [about], reason: defect, nonconformance: number },
              }),
            ]
          : []),
      ],
      answer: { nonconformance: number, hold: held?.number, status: 'open' },
    };
  },
});

export const changeOrigin = decider<ChangeOrigin>({
  name: 'change-nonconformance-origin',
  streams: (command) => [nonconformance(command.nonconformance)],
  decide: ({ nonconformance: number, operation }, look) => {
    const finding = look(nonconformance(number));
    if (finding.status === 'none') return unknown('nonconformance', number);
    // Others count the disposition on its origin; what they were told does not change behind their back.
    if (finding.status !== 'open' && finding.status !== 'awaiting-approval')
      return notNow(number, finding, 'given another origin');
    const problem = unknownOperation(orderHeard(finding.order, look), operation);
    if (problem) return problem;
    const answer = { nonconformance: number, originOperation: operation };
    if (finding.originOperation === operation) return { events: [], answer };
    return {
      events: [
        happened(nonconformance(number), {
          type: 'NonconformanceOriginChanged',
          data: { nonconformance: number, operation, before: finding.originOperation },
        }),
      ],
      answer,
    };
  },
});
