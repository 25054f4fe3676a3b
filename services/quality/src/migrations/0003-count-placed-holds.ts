import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many holds stand is asked at every scrape. */
export class CountPlacedHolds0000000000003 implements MigrationInterface {
  name = 'CountPlacedHolds0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index hold_by_status on hold (status, hold)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index hold_by_status');
  }
}
