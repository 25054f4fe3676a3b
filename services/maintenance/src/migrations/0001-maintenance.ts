import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MaintenanceReadModels0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table asset (
  asset text primary key,
  description text not null,
  level text not null,
  criticality text not null,
  parent text,
  work_center text,
  status text not null,
  down_since timestamptz,
  work_order text,
  version integer not null
);
create index asset_by_parent on asset (parent);
create table downtime (
  asset text not null,
  work_order text not null,
  down_since timestamptz not null,
  released_at timestamptz,
  work_centers jsonb not null,
  reason text not null,
  primary key (asset, work_order, down_since)
);
create index downtime_by_time on downtime (asset, down_since);

create table work_order (
  work_order text primary key,
  asset text not null,
  kind text not null,
  status text not null,
  reason text not null,
  plan text,
  number integer,
  missed integer,
  due_at timestamptz,
  person text,
  failure text,
  cause text,
  remedy text,
  spare_parts jsonb not null,
  labor_seconds integer,
  work_centers jsonb,
  down_since timestamptz,
  released_at timestamptz,
  opened_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz,
  verified_at timestamptz,
  cancelled_because text,
  version integer not null
);
create index work_order_by_asset on work_order (asset);

create table meter (
  meter text primary key,
  asset text not null,
  unit text not null,
  counts text not null,
  value numeric not null,
  total numeric not null,
  counted_at timestamptz,
  running_since timestamptz
);

create table maintenance_plan (
  plan text primary key,
  asset text not null,
  description text not null,
  status text not null,
  meter text,
  every_value numeric,
  from_total numeric,
  days integer,
  start_at timestamptz,
  made_at timestamptz not null,
  last_number integer not null,
  last_work_order text,
  version integer not null
);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table asset, downtime, work_order, meter, maintenance_plan');
  }
}
