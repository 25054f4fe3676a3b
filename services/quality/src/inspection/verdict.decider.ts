import {
  decimal,
  happened,
  isZero,
  Rejection,
  subtract,
  type Decision,
  type Look,
  type Occasion,
  type Occurrence,
  type Quantity,
  drawNumber,
} from '@millwright/event-sourcing';
import { heardLot } from '../goods/lot.decider.js';
import { hold, isFreeHold } from '../hold/hold.decider.js';
import { judged } from '../inspection-plan/inspection-plan.rules.js';
import { lotLine } from '../lot-line/lot-line.decider.js';
import { balanceOf, type LotLineState } from '../lot-line/lot-line.rules.js';
import { isFreeNonconformance, nonconformance } from '../nonconformance/nonconformance.decider.js';
import { postedTo } from '../production-order/production-order.decider.js';
import type { InspectionFacts, Measured } from './inspection.events.js';
import type { MeasurementPart } from './inspection.commands.js';
import { inspection, type InspectionState } from './inspection.decider.js';
import { measurementProblem, missingCharacteristics, rejectedOf } from './inspection.rules.js';

export interface Measuring {
  readonly number: string;
  readonly state: InspectionState;
  readonly line: LotLineState;
  readonly measurements: readonly MeasurementPart[];
  readonly rejected?: string;
}

interface Verdict {
  readonly facts: InspectionFacts;
  readonly measurements: readonly Measured[];
  readonly failed: readonly string[];
  readonly rejected: string;
  readonly accepted: string;
}

/** Records values; with the last characteristic the verdict falls, and all that follows from it falls with it. */
export function measured(
  { number, state, line, measurements, rejected }: Measuring,
  look: Look,
  occasion: Occasion,
): Decision | Rejection {
  const { characteristics, plan, planRevision, subject, order, operation, quantity } = state;
  const problem = measurementProblem(characteristics, state.measurements, measurements);
  if (problem) return problem;
  const planned = new Map(characteristics.map((one) => [one.characteristic, one]));
  const now = measurements.flatMap(({ characteristic, value }): Measured[] => {
    const of = planned.get(characteristic);
    return of ? [{ characteristic, value: decimal(value), unit: of.unit, verdict: judged(of, value) }] : [];
  });
  const all = [...state.measurements, ...now];
  const recorded = happened(inspection(number), {
    type: 'MeasurementsRecorded',
    data: { inspection: number, measurements: now },
  });
  const missing = missingCharacteristics(characteristics, all);
  if (missing.length > 0) return { events: [recorded], answer: { inspection: number, verdict: 'open', missing } };
  const failed = all.filter(({ verdict }) => verdict === 'failed').map(({ characteristic }) => characteristic);
  const bad = rejectedOf(quantity, failed, subject.kind === 'lot' ? rejected : undefined);
  if (bad instanceof Rejection) return bad;
  const verdict: Verdict = {
    facts: { inspection: number, plan, planRevision, subject, order, operation, quantity },
    measurements: all,
    failed,
    rejected: bad,
    accepted: subtract(quantity.value, bad),
  };
  const consequences =
    failed.length > 0
      ? failure(verdict, state, look, occasion)
      : { events: [], answer: { verdict: 'passed', failed: [] } };
  return {
    events: [recorded, ...passed(verdict), ...consequences.events, lineJudged(verdict, line, state.attempt, look)],
    answer: { inspection: number, ...consequences.answer },
  };
}

const amount = (value: string, { unit }: Quantity): Quantity => ({ value, unit });

function passed({ facts, measurements, accepted }: Verdict): Occurrence[] {
  if (isZero(accepted)) return [];
  return [
    happened(inspection(facts.inspection), {
      type: 'InspectionPassed',
      data: { ...facts, quantity: amount(accepted, facts.quantity), measurements },
    }),
  ];
}

/** The finding, its nonconformance and the hold: one decision, or none of it. */
function failure(
  { facts, measurements, failed, rejected }: Verdict,
  state: InspectionState,
  look: Look,
  occasion: Occasion,
) {
  const { inspection: number, subject, order, operation } = facts;
  const finding = drawNumber('NC', look, occasion, isFreeNonconformance(look));
  const held = drawNumber('H', look, occasion, isFreeHold(look));
  const quantity = amount(rejected, facts.quantity);
  const bad = state.characteristics.filter(({ characteristic }) => failed.includes(characteristic));
  const originOperation = bad.find((one) => one.originOperation !== undefined)?.originOperation;
  const defect = bad[0].defect ?? bad[0].characteristic;
  return {
    events: [
      happened(inspection(number), {
        type: 'InspectionFailed',
        data: { ...facts, quantity, measurements, failed, nonconformance: finding.number, hold: held.number },
      }),
      finding.taken,
      happened(nonconformance(finding.number), {
        type: 'NonconformanceOpened',
        data: {
          nonconformance: finding.number,
          subject,
          order,
          operation,
          ...postedTo(order, operation, look),
          originOperation,
          defect,
          quantity,
          inspection: number,
          hold: held.number,
          needsApproval: state.needsApproval,
          recordedBy: [...state.inspectors],
        },
      }),
      held.taken,
      happened(hold(held.number), {
        type: 'HoldPlaced',
        data: { hold: held.number, subjects: [subject], reason: defect, nonconformance: finding.number },
      }),
    ],
    answer: { verdict: 'failed', failed, nonconformance: finding.number, hold: held.number },
  };
}

function lineJudged(
  { facts, accepted, rejected }: Verdict,
  line: LotLineState,
  attempt: number,
  look: Look,
): Occurrence {
  const { inspection: number, subject, operation, plan, quantity } = facts;
  const stream = lotLine({ subject: subject.id, operation, plan });
  const of = { lot: subject.id, inspection: number };
  if (subject.kind === 'unit')
    return happened(stream, {
      type: 'UnitJudged',
      data: { ...of, attempt, accepted: amount(accepted, quantity), rejected: amount(rejected, quantity) },
    });
  const judgement = { ...of, judged: { accepted, rejected } };
  const zero = amount('0', quantity);
  const after = stream.kind.evolve(
    line,
    { type: 'LotJudged', data: { ...judgement, accepted: zero, rejected: zero, pending: zero, inspections: 0 } },
    { actor: '', at: '' },
  );
  const balance = balanceOf(after, heardLot(subject.id, look).received);
  return happened(stream, {
    type: 'LotJudged',
    data: {
      ...judgement,
      accepted: amount(balance.accepted, quantity),
      rejected: amount(balance.rejected, quantity),
      pending: amount(balance.pending, quantity),
      inspections: balance.inspections,
    },
  });
}
