import { quality, tracking, type HeardEvent } from '@millwright/contracts';
import { intent, type Intent, type Reaction } from '@millwright/event-sourcing';
import type { InspectedSubject } from './production-order.events.js';
import {
  recordAcceptanceAsIs,
  recordOperationDone,
  recordOperationProgress,
  recordOperationStart,
  recordQualityVerdict,
  recordUnitScrap,
} from './record-progress.decider.js';

type ReportedFromTheFloor =
  | HeardEvent<typeof tracking.OperationStarted>
  | HeardEvent<typeof tracking.OperationReported>
  | HeardEvent<typeof tracking.OperationDone>
  | HeardEvent<typeof tracking.UnitScrapped>;

/** What was reported about an order becomes part of the order, at the time at which it occurred. */
export const followTheWork: Reaction<ReportedFromTheFloor> = {
  name: 'follow-the-work',
  lane: ({ data }) => data.order,
  on: {
    [tracking.OperationStarted.type]: ({ data: { order, operation } }) => [
      intent(recordOperationStart, { order, operation }),
    ],
    [tracking.OperationReported.type]: ({ data: { order, operation, good, scrap, rework } }) => [
      intent(recordOperationProgress, { order, operation, good: good.value, scrap: scrap.value, rework: rework.value }),
    ],
    [tracking.OperationDone.type]: ({ data: { order, operation } }) => [
      intent(recordOperationDone, { order, operation }),
    ],
    [tracking.UnitScrapped.type]: ({ data: { order, unit } }) => [intent(recordUnitScrap, { order, unit })],
  },
};

type Judged = HeardEvent<typeof quality.InspectionPassed> | HeardEvent<typeof quality.InspectionFailed>;
type ReportedByQuality = Judged | HeardEvent<typeof quality.NonconformanceDisposed>;

const subjectOf = ({ kind, id }: quality.InspectionPassed['subject']): InspectedSubject => ({ kind, id });

const verdict = ({ type, data }: Judged): Intent[] => {
  const { order, operation, plan, inspection, subject, quantity } = data;
  if (order === undefined) return [];
  const passed = type === quality.InspectionPassed.type;
  return [
    intent(recordQualityVerdict, {
      order,
      operation,
      plan,
      inspection,
      subject: subjectOf(subject),
      passed,
      quantity: quantity.value,
    }),
  ];
};

/** What quality judged of the pieces of an order becomes part of the order; the gate of its completion is there. */
export const followTheVerdicts: Reaction<ReportedByQuality> = {
  name: 'follow-the-verdicts',
  lane: ({ data }) => data.order ?? '',
  on: {
    [quality.InspectionPassed.type]: verdict,
    [quality.InspectionFailed.type]: verdict,
    [quality.NonconformanceDisposed.type]: ({ data: { order, disposition, nonconformance, subject, quantity } }) =>
      order === undefined || disposition !== 'use-as-is'
        ? []
        : [
            intent(recordAcceptanceAsIs, {
              order,
              nonconformance,
              subject: subjectOf(subject),
              quantity: quantity.value,
            }),
          ],
  },
};
