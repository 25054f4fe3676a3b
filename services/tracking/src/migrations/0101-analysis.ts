import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
create table work_center_calendar (
  work_center text not null,
  position bigint not null,
  valid_from timestamptz not null,
  time_zone text not null,
  shifts jsonb not null,
  holidays jsonb not null,
  primary key (work_center, position)
);

create table machine_state (
  position bigint primary key,
  work_center text not null,
  at timestamptz not null,
  state text not null,
  reason text,
  cause text not null
);
create index machine_state_by_time on machine_state (work_center, at);

create table machine_downtime (
  work_center text not null,
  work_order text not null,
  asset text not null,
  reason text not null,
  down_since timestamptz not null,
  released_at timestamptz,
  primary key (work_center, work_order)
);

create table job_plan (
  production_order text not null,
  operation text not null,
  item text not null,
  work_center text not null,
  tracking text not null,
  run_seconds integer not null,
  primary key (production_order, operation)
);

create table work_stretch (
  id text primary key,
  source text not null,
  production_order text not null,
  operation text not null,
  item text not null,
  work_center text not null,
  person text,
  unit text,
  kind text not null,
  on_machine boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index work_stretch_at_machine on work_stretch (work_center, started_at);
create index work_stretch_of_order on work_stretch (production_order);
create index work_stretch_of_unit on work_stretch (unit, operation) where unit is not null;

create table output (
  id text primary key,
  source text not null,
  production_order text not null,
  operation text not null,
  item text not null,
  work_center text not null,
  person text,
  subject text,
  at timestamptz not null,
  good numeric not null,
  scrap numeric not null,
  rework numeric not null,
  run_again boolean not null,
  only_scrapped boolean not null default false
);
create index output_at_machine on output (work_center, at);
create index output_of_operation on output (production_order, operation);
create index output_of_subject on output (subject) where subject is not null;

create table finding (
  nonconformance text primary key,
  production_order text,
  operation text
);

create table plant_exception (
  id text primary key,
  code text not null,
  production_order text not null,
  operation text not null,
  work_center text,
  person text,
  at timestamptz not null,
  recorded_at timestamptz not null,
  about jsonb not null
);
create index plant_exception_by_code on plant_exception (code, id);
create index plant_exception_by_order on plant_exception (production_order, id);
`;

const down = `drop table plant_exception, finding, output, work_stretch, job_plan, machine_downtime, machine_state, work_center_calendar`;

/** What the analysis of the plant is computed from: machine states, calendars, stretches of work, output, exceptions. */
export class Analysis0000000000101 implements MigrationInterface {
  name = 'Analysis0000000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
