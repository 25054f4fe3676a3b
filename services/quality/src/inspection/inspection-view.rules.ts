import type { InspectionEntity } from './inspection.entity.js';

/** An inspection as the API shows it. */
export const inspectionView = (row: InspectionEntity) => ({
  inspection: row.inspection,
  plan: row.plan,
  planRevision: row.planRevision,
  subject: { kind: row.subjectKind, id: row.subjectId, item: row.item ?? undefined },
  order: row.order ?? undefined,
  operation: row.operation ?? undefined,
  quantity: { value: row.quantity, unit: row.unit },
  status: row.status,
  verdict: row.status,
  attempt: row.attempt,
  repeats: row.repeats ?? undefined,
  characteristics: row.characteristics,
  measurements: row.measurements,
  failed: row.failed,
  accepted: { value: row.accepted, unit: row.unit },
  rejected: { value: row.rejected, unit: row.unit },
  nonconformance: row.nonconformance ?? undefined,
  hold: row.hold ?? undefined,
  /** No later verdict on the same goods stands for this one. */
  counts: row.counts,
  openedAt: row.openedAt,
  judgedAt: row.judgedAt ?? undefined,
  judgedBy: row.judgedBy ?? undefined,
  version: row.version,
});
