import type { NonconformanceEntity } from './nonconformance.entity.js';

/** A nonconformance as the API shows it. */
export const nonconformanceView = (row: NonconformanceEntity) => ({
  nonconformance: row.nonconformance,
  status: row.status,
  subject: { kind: row.subjectKind, id: row.subjectId, item: row.item ?? undefined },
  order: row.order ?? undefined,
  operation: row.operation ?? undefined,
  originOperation: row.originOperation ?? undefined,
  defect: row.defect,
  description: row.description ?? undefined,
  quantity: { value: row.quantity, unit: row.unit },
  /** Not disposed of yet. */
  left: { value: row.left, unit: row.unit },
  inspection: row.inspection ?? undefined,
  hold: row.hold ?? undefined,
  proposal: row.proposal ?? undefined,
  disposition: row.dispositions.at(-1)?.disposition,
  dispositions: row.dispositions,
  openedAt: row.openedAt,
  recordedBy: row.recordedBy,
  closedAt: row.closedAt ?? undefined,
  version: row.version,
});
