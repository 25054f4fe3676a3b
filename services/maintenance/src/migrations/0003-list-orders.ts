import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders in which long lists are asked for. */
export class ListOrders0000000000003 implements MigrationInterface {
  name = 'ListOrders0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index work_order_by_opening on work_order (opened_at, work_order);
      create index work_order_by_due_date on work_order (coalesce(due_at, 'infinity'::timestamptz), work_order);
      create index work_order_by_status on work_order (status, work_order);
      create index maintenance_request_by_time on maintenance_request (requested_at, request);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index work_order_by_opening, work_order_by_due_date, work_order_by_status, maintenance_request_by_time',
    );
  }
}
