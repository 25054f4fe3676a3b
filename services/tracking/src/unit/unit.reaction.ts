import { quality, type HeardEvent } from '@millwright/contracts';
import { intent, type Reaction } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import { followLotDisposition } from '../lot-in-process/lot-disposition.decider.js';
import { followDisposition, hearVerdict } from './unit-quality.decider.js';

type Heard =
  | HeardEvent<typeof quality.InspectionPassed>
  | HeardEvent<typeof quality.InspectionFailed>
  | HeardEvent<typeof quality.NonconformanceDisposed>;

/** One unit or lot after the other: a verdict must be known before what was decided because of it. */
export const followQuality: Reaction<Heard, EntityManager> = {
  name: 'follow-quality',
  lane: ({ data }) => data.subject.id,
  on: {
    [quality.InspectionPassed.type]: ({ data: { subject, operation, inspection } }) => [
      intent(hearVerdict, { unit: subject.id, operation, inspection, verdict: 'passed' }),
    ],
    [quality.InspectionFailed.type]: ({ data: { subject, operation, inspection } }) => [
      intent(hearVerdict, { unit: subject.id, operation, inspection, verdict: 'failed' }),
    ],
    [quality.NonconformanceDisposed.type]: ({ data }) => {
      const { subject, nonconformance, disposition, reworkFrom, reason, quantity, originOperation } = data;
      const told = { nonconformance, disposition, reworkFrom, reason };
      return subject.kind === 'unit'
        ? [intent(followDisposition, { unit: subject.id, ...told })]
        : [intent(followLotDisposition, { lot: subject.id, quantity, originOperation, ...told })];
    },
  },
};
