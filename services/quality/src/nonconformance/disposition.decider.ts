import {
  decider,
  happened,
  isMoreThan,
  Rejection,
  rejection,
  subtract,
  unknown,
  type Decision,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import { dispositionPolicy } from '../disposition-policy/disposition-policy.decider.js';
import { heardLot } from '../goods/lot.decider.js';
import { heardUnit } from '../goods/unit.decider.js';
import { hold } from '../hold/hold.decider.js';
import { inUnit, item } from '../item/item.decider.js';
import { orderHeard, unknownOperation } from '../production-order/production-order.decider.js';
import type { DeclineDisposition, DisposeNonconformance, NamedNonconformance } from './nonconformance.commands.js';
import { nonconformance } from './nonconformance.decider.js';
import type { DisposedQuantity, NonconformingSubject } from './nonconformance.events.js';
import {
  isUsableAfter,
  mayNotApprove,
  mayNotDispose,
  notNow,
  type NonconformanceState,
} from './nonconformance.rules.js';

const isScrapped = ({ kind, id }: NonconformingSubject, look: Look): boolean =>
  kind === 'unit' ? look(heardUnit(id)).scrapped : heardLot(id, look).scrapped;

function releaseOf(number: string | undefined, reason: string, look: Look): Occurrence[] {
  if (number === undefined) return [];
  const held = look(hold(number));
  return held.status === 'placed'
    ? [happened(hold(number), { type: 'HoldReleased', data: { hold: number, subjects: held.subjects, reason } })]
    : [];
}

/** The disposition takes effect; with the last of the quantity, the hold of what may be used again ends. */
function disposed(number: string, finding: NonconformanceState, done: DisposedQuantity, look: Look): Decision {
  const { subject, order, operation, externalOrder, workCenter, originOperation, hold: held } = finding;
  const left = subtract(finding.left, done.quantity.value);
  const dispositions = new Set([...finding.dispositions, done.disposition]);
  const free =
    left === '0' && (isUsableAfter(dispositions) || (!dispositions.has('return') && isScrapped(subject, look)));
  return {
    events: [
      happened(nonconformance(number), {
        type: 'NonconformanceDisposed',
        data: {
          nonconformance: number,
          subject,
          order,
          operation,
          externalOrder,
          workCenter,
          originOperation,
          ...done,
          left,
        },
      }),
      ...(free ? releaseOf(held, done.disposition, look) : []),
    ],
    answer: { nonconformance: number, status: left === '0' ? 'disposed' : 'open', disposition: done.disposition, left },
  };
}

/** What shall be done, checked against what is left and against the order. */
function wanted(
  finding: NonconformanceState,
  { disposition, reason, reworkFrom, quantity }: DisposeNonconformance,
  look: Look,
): DisposedQuantity | Rejection {
  const { subject, left, unit, order } = finding;
  if (disposition === 'rework') {
    if (reworkFrom === undefined)
      return rejection('rework-from-missing', 'Say in reworkFrom from which operation it runs again.', {
        kind: 'invalid',
        legal: orderHeard(order, look)?.operations.map((one) => one.operation),
      });
    const problem = unknownOperation(orderHeard(order, look), reworkFrom);
    if (problem) return problem;
  }
  const amount = quantity
    ? inUnit(quantity, unit, subject.item === undefined ? undefined : look(item(subject.item)))
    : { value: left, unit };
  if (amount instanceof Rejection) return amount;
  if (isMoreThan(amount.value, left))
    return rejection('more-than-left', `Only ${left} ${unit} are not disposed of yet, not ${amount.value}.`, {
      facts: { left, unit },
    });
  return { disposition, reason, quantity: amount, ...(disposition === 'rework' ? { reworkFrom } : {}) };
}

export const disposeNonconformance = decider<DisposeNonconformance>({
  name: 'dispose-nonconformance',
  streams: (command) => [nonconformance(command.nonconformance)],
  decide: (command, look, occasion) => {
    const { nonconformance: number, disposition } = command;
    const finding = look(nonconformance(number));
    if (finding.status === 'none') return unknown('nonconformance', number);
    if (finding.status !== 'open') return notNow(number, finding, 'disposed of');
    const forbidden = mayNotDispose(number, finding, occasion);
    if (forbidden) return forbidden;
    const done = wanted(finding, command, look);
    if (done instanceof Rejection) return done;
    if (![...finding.needsApproval, ...look(dispositionPolicy).needsApproval].includes(disposition))
      return disposed(number, finding, done, look);
    return {
      events: [
        happened(nonconformance(number), { type: 'DispositionProposed', data: { nonconformance: number, ...done } }),
      ],
      answer: { nonconformance: number, status: 'awaiting-approval', disposition },
    };
  },
});

export const approveDisposition = decider<NamedNonconformance>({
  name: 'approve-disposition',
  streams: (command) => [nonconformance(command.nonconformance)],
  decide: ({ nonconformance: number }, look, occasion) => {
    const finding = look(nonconformance(number));
    if (finding.status === 'none') return unknown('nonconformance', number);
    if (!finding.proposal) return notNow(number, finding, 'approved');
    const forbidden = mayNotApprove(number, finding, occasion);
    if (forbidden) return forbidden;
    const { events, answer } = disposed(number, finding, finding.proposal, look);
    const approved = happened(nonconformance(number), {
      type: 'DispositionApproved',
      data: { nonconformance: number, disposition: finding.proposal.disposition },
    });
    return { events: [approved, ...events], answer };
  },
});

export const declineDisposition = decider<DeclineDisposition>({
  name: 'decline-disposition',
  streams: (command) => [nonconformance(command.nonconformance)],
  decide: ({ nonconformance: number, reason }, look, occasion) => {
    const finding = look(nonconformance(number));
    if (finding.status === 'none') return unknown('nonconformance', number);
    if (!finding.proposal) return notNow(number, finding, 'declined');
    return (
      mayNotApprove(number, finding, occasion) ?? {
        events: [
          happened(nonconformance(number), {
            type: 'DispositionDeclined',
            data: { nonconformance: number, disposition: finding.proposal.disposition, reason },
          }),
        ],
        answer: { nonconformance: number, status: 'open' },
      }
    );
  },
});

/** Returned goods, and what is left of a lot after scrapping a part of it, are held until the nonconformance is closed. */
export const closeNonconformance = decider<NamedNonconformance>({
  name: 'close-nonconformance',
  streams: (command) => [nonconformance(command.nonconformance)],
  decide: ({ nonconformance: number }, look) => {
    const finding = look(nonconformance(number));
    if (finding.status === 'none') return unknown('nonconformance', number);
    if (finding.status !== 'disposed') return notNow(number, finding, 'closed');
    if (finding.subject.kind === 'unit' && finding.dispositions.has('scrap') && !isScrapped(finding.subject, look)) {
      return rejection(
        'awaits-scrapping',
        `Unit ${finding.subject.id} was disposed as scrap and is not scrapped yet.`,
        { legal: ['scrap'], facts: { nonconformance: number, unit: finding.subject.id } },
      );
    }
    return {
      events: [
        happened(nonconformance(number), { type: 'NonconformanceClosed', data: { nonconformance: number } }),
        ...releaseOf(finding.hold, 'nonconformance closed', look),
      ],
      answer: { nonconformance: number, status: 'closed' },
    };
  },
});
