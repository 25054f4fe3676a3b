import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders in which long lists are asked for. */
export class ListOrders0000000000002 implements MigrationInterface {
  name = 'ListOrders0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index inspection_by_opening on inspection (opened_at, inspection);
      create index inspection_by_status on inspection (status, inspection);
      create index inspection_by_item on inspection (item, inspection);
      create index nonconformance_by_opening on nonconformance (opened_at, nonconformance);
      create index nonconformance_by_status on nonconformance (status, nonconformance);
      create index hold_by_placing on hold (placed_at, hold);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index inspection_by_opening, inspection_by_status, inspection_by_item, nonconformance_by_opening, nonconformance_by_status, hold_by_placing',
    );
  }
}
