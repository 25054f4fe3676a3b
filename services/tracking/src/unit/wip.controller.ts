import { Get, Query } from '@nestjs/common';
import { Answers, IdField, type Page, PageQuery, ReadModels, Resource, SortField } from '@millwright/platform';

class WipQuery extends PageQuery {
  @SortField(['order', 'workCenter', 'item']) sort?: string;
  @IdField('Only this item', { optional: true }) item?: string;
  @IdField('Only this order', { optional: true }) order?: string;
  @IdField('Only this work center', { optional: true }) workCenter?: string;
}

interface WorkInProcess {
  readonly order: string;
  readonly operation: string;
  readonly workCenter: string;
  readonly item: string;
  readonly unit: string;
  readonly atOperation: string;
  readonly waiting: string;
  readonly onHold: string;
}

/** Pieces at an operation, and those that may come there next because everything before it is passed. */
const wip = `
  with piece as (
    select order_no, at_operation, passed, 1::numeric as pieces, cardinality(holds) > 0 as held from unit where status in ('in-process', 'rework')
    union all
    select order_no, at_operation, passed, quantity, exists (select from lot_hold h where h.lot = l.lot) from lot_in_process l where status = 'in-process'
  )
  select job.order_no as "order", job.operation, job.work_center as "workCenter", job.item, job.unit,
    trim_scale(coalesce(sum(pieces) filter (where at_operation = job.operation), 0))::text as "atOperation",
    trim_scale(coalesce(sum(pieces) filter (where at_operation is null), 0))::text as waiting,
    trim_scale(coalesce(sum(pieces) filter (where held), 0))::text as "onHold"
  from job join piece on piece.order_no = job.order_no
    and (at_operation = job.operation or (at_operation is null and job.operation <> all(passed) and job.after <@ passed))
  where ($1::text is null or job.order_no = $1) and ($2::text is null or job.work_center = $2) and ($3::text is null or job.item = $3)
  group by job.job`;

@Resource('tracking', 'wip')
export class WipController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({ needs: 'execution.read', summary: 'Work in process by operation and work center' })
  list(@Query() query: WipQuery): Promise<Page<WorkInProcess>> {
    const { order = null, workCenter = null, item = null } = query;
    const sorts = { order: 'text', operation: 'text', workCenter: 'text', item: 'text' };
    const rows = { name: 'wip', sql: wip, parameters: [order, workCenter, item], sorts, key: ['order', 'operation'] };
    return this.read.rows(rows, query);
  }
}
