import type { Projection } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { ProductionOrderEvent } from '../production-order/production-order.events.js';

export const orderOperations: Projection<ProductionOrderEvent, EntityManager> = {
  name: 'order-operations',
  version: 1,
  tables: ['order_operation'],
  on: {
    ProductionOrderReleased: ({ data: { order, operations, components } }, db) =>
      db.query(
        `insert into order_operation (order_number, sequence, operation, description, work_center, after, skill, skill_level, inspection_plan, inspection_plan_revision, components)
         select $1, sequence, one->>'operation', one->>'description', one->>'workCenter', one->'after', one->>'skill', (one->>'skillLevel')::integer,
           one->>'inspectionPlan', one->>'inspectionPlanRevision',
           coalesce((select jsonb_agg(distinct component->'item') from jsonb_array_elements($3::jsonb) component where component->'operation' = one->'operation'), '[]')
         from jsonb_array_elements($2::jsonb) with ordinality as listed (one, sequence)`,
        [order, JSON.stringify(operations), JSON.stringify(components)],
      ),
    OperationStartRecorded: ({ data }, db) =>
      db.query('update order_operation set started = true where order_number = $1 and operation = $2', [
        data.order,
        data.operation,
      ]),
    OperationProgressRecorded: ({ data }, db) =>
      db.query(
        'update order_operation set started = true, good = good + $3 where order_number = $1 and operation = $2',
        [data.order, data.operation, data.good],
      ),
    OperationDoneRecorded: ({ data }, db) =>
      db.query('update order_operation set started = true, done = true where order_number = $1 and operation = $2', [
        data.order,
        data.operation,
      ]),
  },
};

/** Operations of a work center ($1) that are still to be done, with what is known of what they need. */
export const toBeDone = `
  select
    o.order_number as "order", o.operation, o.sequence, o.description, p.item, p.quantity, o.good, p.due_at as "dueAt", o.started,
    o.skill, o.skill_level as "skillLevel", o.inspection_plan as "inspectionPlan", o.inspection_plan_revision as "inspectionPlanRevision", o.components,
    not exists (
      select from order_operation before where before.order_number = o.order_number and jsonb_exists(o.after, before.operation) and not before.done
    ) as "isNext",
    exists (select from order_shortage s where s.order_number = o.order_number) as "demandKnown",
    array(
      select s.item from order_shortage s where s.order_number = o.order_number and s.short > 0 and jsonb_exists(o.components, s.item) order by s.item
    ) as "shortItems",
    array(
      select distinct h.hold from order_subject u join held_subject h using (kind, id) where u.order_number = o.order_number order by h.hold
    ) as holds,
    array(select d.work_order from work_center_down d where d.work_center = o.work_center order by d.work_order) as "workOrders"
  from order_operation o join production_order p using (order_number)
  where o.work_center = $1 and p.status in ('released', 'in-progress') and not o.done
`;
