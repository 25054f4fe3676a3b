import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders in which long lists are asked for. */
export class ListOrders0000000000002 implements MigrationInterface {
  name = 'ListOrders0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index production_order_by_due_date on production_order (coalesce(due_at, 'infinity'::timestamptz), order_number);
      create index production_order_by_start on production_order (coalesce(start_at, 'infinity'::timestamptz), order_number);
      create index production_order_by_item on production_order (item, order_number);
      create index production_order_by_status on production_order (status, order_number);
      create index production_order_by_external on production_order (external_order) where external_order is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index production_order_by_due_date, production_order_by_start, production_order_by_item, production_order_by_status, production_order_by_external',
    );
  }
}
