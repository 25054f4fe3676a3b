import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work in process shows which lots are on hold, as it does for units. */
export class HoldsOfLots0000000000002 implements MigrationInterface {
  name = 'HoldsOfLots0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table lot_hold (lot text not null, hold text not null, primary key (lot, hold))');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lot_hold');
  }
}
