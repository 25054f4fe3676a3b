import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InventoryReadModels0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table variance (
        variance text primary key, kind text not null, "order" text not null, item text not null, lot text, product text, quantity numeric not null, unit text not null,
        found_at timestamptz not null
      );

      create table item (item text primary key, unit text not null, tracking text not null);

      create table location (location text primary key, description text not null, kind text not null, status text not null, version integer not null);

      create table material_lot (
        lot text primary key, item text not null, unit text not null, status text not null, supplier text, supplier_lot text, "order" text,
        expires_at timestamptz, received_at timestamptz not null, received_position bigint not null,
        on_hand numeric not null, reserved numeric not null, available numeric not null, issued numeric not null, quarantined numeric not null,
        usable boolean not null, places jsonb not null, version integer not null
      );
      create table lot_hold (lot text, hold text, since timestamptz not null, primary key (lot, hold));
      create table lot_shipment (lot text, position bigint, shipment text not null, customer text not null, quantity numeric not null, primary key (lot, position));
      create index material_lot_to_take on material_lot (item, expires_at, received_position, lot) where available > 0;
      create index material_lot_in_stock on material_lot (item) where on_hand > 0;
      create index material_lot_by_item on material_lot (item, lot);
      create index material_lot_expiring on material_lot (expires_at) where reserved > 0 and expires_at is not null;
      create index material_lot_by_order on material_lot ("order", lot) where "order" is not null;

      create table material_demand ("order" text primary key, product text not null, status text not null, due_at timestamptz, version integer not null);
      create table demand_line (
        "order" text, item text, line integer not null, unit text not null, required numeric not null, reserved numeric not null, issued numeric not null,
        consumed numeric not null, short numeric not null, open boolean not null, due_at timestamptz, opened_position bigint not null, primary key ("order", item)
      );
      create index demand_line_short on demand_line (item, due_at, opened_position) where short > 0 and open;
      create table demand_reservation ("order" text, lot text, item text not null, quantity numeric not null, primary key ("order", lot));

      create table reservation (
        reservation text primary key, item text not null, unit text not null, quantity numeric not null, "order" text, purpose text, lots jsonb not null, status text not null
      );

      create table production_receipt ("order" text primary key, item text not null, unit text not null, received numeric not null);

      create table container (container text primary key, description text not null, location text not null, "outer" text, version integer not null);
      create index container_by_outer on container ("outer") where "outer" is not null;
      create table container_lot (container text, lot text, primary key (container, lot));
      create index container_lot_by_lot on container_lot (lot);

      create table shipment (shipment text primary key, customer text not null, status text not null, lines jsonb not null, shipped_at timestamptz, version integer not null);

      create table genealogy (component text, product text, product_kind text not null, product_item text, primary key (component, product));

      create table recall (
        recall text primary key, lot text not null, reason text not null, status text not null, in_stock jsonb not null, in_process jsonb not null,
        shipped jsonb not null, scrapped jsonb not null, customers jsonb not null, version integer not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table variance, recall, genealogy, shipment, container_lot, container, production_receipt, reservation, demand_reservation, demand_line, material_demand,
        lot_hold, lot_shipment, material_lot, location, item
    `);
  }
}
