import type { By, Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ShownDisposition } from './nonconformance.entity.js';
import type { DisposedQuantity, NonconformanceEvent } from './nonconformance.events.js';

const shown = ({ disposition, reason, quantity, reworkFrom }: DisposedQuantity, by: By): string => {
  const line: ShownDisposition = {
    disposition,
    reason,
    quantity,
    reworkFrom,
    at: by.at,
    by: by.onBehalfOf ?? by.actor,
  };
  return JSON.stringify(line);
};

export const nonconformances: Projection<NonconformanceEvent, EntityManager> = {
  name: 'nonconformances',
  version: 1,
  tables: ['nonconformance'],
  on: {
    NonconformanceOpened: ({ data, by, version }, db) =>
      db.query(
        `insert into nonconformance (nonconformance, status, subject_kind, subject_id, item, order_number, operation, origin_operation, defect, description,
           quantity, "left", unit, inspection, hold, dispositions, used_as_is, opened_at, recorded_by, version)
         values ($1, 'open', $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, '[]', 0, $14, $15, $16)`,
        [
          data.nonconformance,
          data.subject.kind,
          data.subject.id,
          data.subject.item ?? null,
          data.order ?? null,
          data.operation ?? null,
          data.originOperation ?? null,
          data.defect,
          data.description ?? null,
          data.quantity.value,
          data.quantity.unit,
          data.inspection ?? null,
          data.hold ?? null,
          by.at,
          by.onBehalfOf ?? by.actor,
          version,
        ],
      ),
    NonconformanceOriginChanged: ({ data, version }, db) =>
      db.query(`update nonconformance set origin_operation = $2, version = $3 where nonconformance = $1`, [
        data.nonconformance,
        data.operation,
        version,
      ]),
    DispositionProposed: ({ data, by, version }, db) =>
      db.query(
        `update nonconformance set status = 'awaiting-approval', proposal = $2, version = $3 where nonconformance = $1`,
        [data.nonconformance, shown(data, by), version],
      ),
    DispositionDeclined: ({ data, version }, db) =>
      db.query(`update nonconformance set status = 'open', proposal = null, version = $2 where nonconformance = $1`, [
        data.nonconformance,
        version,
      ]),
    NonconformanceDisposed: ({ data, by, version }, db) =>
      db.query(
        `update nonconformance set status = case when $2::numeric = 0 then 'disposed' else 'open' end, "left" = $2::numeric, proposal = null,
           dispositions = dispositions || jsonb_build_array($3::jsonb), used_as_is = used_as_is + case when $4 then $5::numeric else 0 end, version = $6
         where nonconformance = $1`,
        [
          data.nonconformance,
          data.left,
          shown(data, by),
          data.disposition === 'use-as-is',
          data.quantity.value,
          version,
        ],
      ),
    NonconformanceClosed: ({ data, by, version }, db) =>
      db.query(`update nonconformance set status = 'closed', closed_at = $2, version = $3 where nonconformance = $1`, [
        data.nonconformance,
        by.at,
        version,
      ]),
  },
};
