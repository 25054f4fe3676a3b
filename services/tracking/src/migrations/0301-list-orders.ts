import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders in which long lists are asked for. */
export class ListOrders0000000000301 implements MigrationInterface {
  name = 'ListOrders0000000000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index unit_since on unit (since, unit);
      create index unit_by_status on unit (status, unit);
      create index unit_by_work_center on unit (at_work_center, unit) where at_work_center is not null;
      create index lot_in_process_since on lot_in_process (since, lot);
      create index job_by_work_center on job (work_center, job);
      create index job_by_item on job (item, job);
      create index plant_exception_at on plant_exception (at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index unit_since, unit_by_status, unit_by_work_center, lot_in_process_since, job_by_work_center, job_by_item, plant_exception_at',
    );
  }
}
