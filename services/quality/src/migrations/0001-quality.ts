import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QualityReadModels0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table inspection_plan (
  plan_revision text primary key,
  plan text not null,
  revision text not null,
  status text not null,
  item text,
  stage text not null,
  characteristics jsonb not null,
  sampling jsonb not null,
  needs_approval jsonb not null,
  released_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_because text,
  version integer not null
);
create index inspection_plan_by_plan on inspection_plan (plan);

create table inspection (
  inspection text primary key,
  plan text not null,
  plan_revision text not null,
  subject_kind text not null,
  subject_id text not null,
  item text,
  order_number text,
  operation text,
  quantity numeric not null,
  unit text not null,
  status text not null,
  attempt integer not null,
  repeats text,
  characteristics jsonb not null,
  measurements jsonb not null,
  failed jsonb not null,
  accepted numeric not null,
  rejected numeric not null,
  nonconformance text,
  hold text,
  counts boolean not null,
  opened_at timestamptz not null,
  judged_at timestamptz,
  judged_by text,
  version integer not null
);
create index inspection_by_subject on inspection (subject_id);
create index inspection_by_order on inspection (order_number);

create table nonconformance (
  nonconformance text primary key,
  status text not null,
  subject_kind text not null,
  subject_id text not null,
  item text,
  order_number text,
  operation text,
  origin_operation text,
  defect text not null,
  description text,
  quantity numeric not null,
  "left" numeric not null,
  unit text not null,
  inspection text,
  hold text,
  proposal jsonb,
  dispositions jsonb not null,
  used_as_is numeric not null,
  opened_at timestamptz not null,
  recorded_by text not null,
  closed_at timestamptz,
  version integer not null
);
create index nonconformance_by_subject on nonconformance (subject_id);
create index nonconformance_by_order on nonconformance (order_number);
create index nonconformance_by_inspection on nonconformance (inspection);

create table hold (
  hold text primary key,
  status text not null,
  subjects jsonb not null,
  reason text not null,
  nonconformance text,
  recalled_lot text,
  placed_at timestamptz not null,
  placed_by text not null,
  released_at timestamptz,
  released_because text,
  version integer not null
);
create table held_subject (
  hold text not null,
  kind text not null,
  subject text not null,
  primary key (hold, kind, subject)
);
create index held_subject_by_subject on held_subject (subject);
create table hold_enforcement (
  hold text not null,
  service text not null,
  subject text not null,
  since timestamptz not null,
  heard_at timestamptz not null,
  source_epoch integer not null,
  source_position bigint not null,
  lifted_at timestamptz,
  primary key (hold, service, subject)
);
create table goods_touched (
  subject text not null,
  service text not null,
  source_epoch integer not null,
  source_position bigint not null,
  what text not null,
  at timestamptz not null,
  by_actor text not null,
  primary key (subject, service, source_epoch, source_position)
);

create table inspected_order (
  order_number text primary key,
  operations jsonb not null,
  unit text not null
);
create table scrapped_unit (
  unit text primary key,
  order_number text not null
);
create table received_lot (
  lot text not null,
  source text not null,
  quantity numeric not null,
  unit text not null,
  primary key (lot, source)
);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table inspection_plan, inspection, nonconformance, hold, held_subject, hold_enforcement, goods_touched, inspected_order, scrapped_unit, received_lot',
    );
  }
}
