import { personBehind, published, quality } from '@millwright/contracts';
import type { Publishes } from '@millwright/platform';
import type { HoldEvent } from './hold/hold.events.js';
import type { InspectionEvent, InspectionFacts } from './inspection/inspection.events.js';
import type { InspectionPlanEvent } from './inspection-plan/inspection-plan.events.js';
import type { LotLineEvent } from './lot-line/lot-line.events.js';
import type { NonconformanceEvent } from './nonconformance/nonconformance.events.js';

type QualityEvent = InspectionPlanEvent | InspectionEvent | LotLineEvent | NonconformanceEvent | HoldEvent;

const facts = ({ inspection, plan, planRevision, subject, order, operation, quantity }: InspectionFacts) => ({
  inspection,
  plan,
  planRevision,
  subject,
  order,
  operation,
  quantity,
});

/** What the other services may know. A recall's hold is published by inventory, which decides it. */
export const publishedEvents: Publishes<QualityEvent> = {
  InspectionPlanReleased: ({ data: { plan, revision, item, characteristics } }) =>
    published(quality.InspectionPlanReleased, {
      plan,
      revision,
      item,
      characteristics: characteristics.map(({ characteristic, description, unit, lower, upper }) => ({
        characteristic,
        description,
        unit,
        lower,
        upper,
      })),
    }),
  InspectionPlanWithdrawn: ({ data: { plan, revision, reason } }) =>
    published(quality.InspectionPlanWithdrawn, { plan, revision, reason }),
  InspectionPassed: ({ data }) =>
    published(quality.InspectionPassed, { ...facts(data), measurements: [...data.measurements] }),
  InspectionFailed: ({ data }) =>
    published(quality.InspectionFailed, {
      ...facts(data),
      measurements: [...data.measurements],
      failed: [...data.failed],
    }),
  LotJudged: ({ data: { lot, accepted, rejected, pending, inspections } }) =>
    published(quality.LotJudged, { lot, accepted, rejected, pending, inspections }),
  NonconformanceOpened: ({ data, by }) => {
    const { nonconformance, subject, order, externalOrder, operation, workCenter, originOperation } = data;
    return published(quality.NonconformanceOpened, {
      nonconformance,
      subject,
      order,
      externalOrder,
      operation,
      workCenter,
      originOperation,
      defect: data.defect,
      quantity: data.quantity,
      person: personBehind(by),
    });
  },
  NonconformanceDisposed: ({ data, by }) => {
    const { nonconformance, subject, order, externalOrder, operation, workCenter, originOperation } = data;
    const { disposition, reworkFrom, reason, quantity } = data;
    return published(quality.NonconformanceDisposed, {
      nonconformance,
      subject,
      order,
      externalOrder,
      operation,
      workCenter,
      originOperation,
      disposition,
      reworkFrom,
      reason,
      quantity,
      person: personBehind(by),
    });
  },
  NonconformanceClosed: ({ data: { nonconformance } }) => published(quality.NonconformanceClosed, { nonconformance }),
  HoldPlaced: ({ data: { hold, subjects, reason, nonconformance } }) =>
    published(quality.HoldPlaced, { hold, subjects: [...subjects], reason, nonconformance }),
  HoldReleased: ({ data: { hold, subjects, reason } }) =>
    published(quality.HoldReleased, { hold, subjects: [...subjects], reason }),
};
