import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrdersReadModels0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(definitions);
    await runner.query(orders);
    await runner.query(heard);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table item, work_center, bill_of_material, routing, production_order, order_operation, order_shortage, lot_balance, order_subject, held_subject, work_center_down',
    );
  }
}

const definitions = `
  create table item (
    item text primary key, revision text not null, description text not null, unit text not null, tracking text not null,
    conversions jsonb not null, revisions jsonb not null, blocked boolean not null default false, blocked_reason text
  );
  create table work_center (
    work_center text primary key, revision text not null, description text not null, area text, time_zone text not null,
    simultaneous_jobs integer not null, shifts jsonb not null, holidays jsonb not null
  );
  create table bill_of_material (item text, revision text, status text not null, lines jsonb not null, primary key (item, revision));
  create table routing (item text, revision text, status text not null, operations jsonb not null, primary key (item, revision));
`;

const orders = `
  create table production_order (
    order_number text primary key, item text not null, quantity jsonb not null, status text not null,
    due_at timestamptz, start_at timestamptz, external_order text, begun boolean not null default false
  );
  create table order_operation (
    order_number text, operation text, sequence bigint not null, description text not null, work_center text not null, after jsonb not null,
    skill text, skill_level integer, inspection_plan text, inspection_plan_revision text, components jsonb not null,
    good numeric not null default 0, started boolean not null default false, done boolean not null default false,
    primary key (order_number, operation)
  );
  create index order_operation_open on order_operation (work_center) where not done;
`;

const heard = `
  create table order_shortage (order_number text, item text, unit text not null, short numeric not null, primary key (order_number, item));
  create table lot_balance (lot text primary key, item text not null, available numeric not null);
  create index lot_balance_item on lot_balance (item);
  create table order_subject (kind text, id text, order_number text, primary key (order_number, kind, id));
  create table held_subject (hold text, kind text, id text, primary key (kind, id, hold));
  create table work_center_down (asset text, work_center text, work_order text not null, primary key (asset, work_center));
`;
