import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MaintenanceRequests0000000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table maintenance_request (
  request text primary key,
  asset text not null,
  status text not null,
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  work_order text,
  declined_because text,
  answered_at timestamptz,
  version integer not null
);
create index maintenance_request_by_work_order on maintenance_request (work_order);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table maintenance_request');
  }
}
