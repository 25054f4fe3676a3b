import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The orders in which long lists are asked for. */
export class ListOrders0000000000002 implements MigrationInterface {
  name = 'ListOrders0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index material_lot_by_receipt on material_lot (received_at, lot);
      create index material_lot_by_expiry on material_lot (coalesce(expires_at, 'infinity'::timestamptz), lot);
      create index material_lot_places on material_lot using gin (places jsonb_path_ops);
      create index variance_by_time on variance (found_at, variance);
      create index variance_by_order on variance ("order", variance);
      create index material_demand_by_due_date on material_demand (coalesce(due_at, 'infinity'::timestamptz), "order");
      create index reservation_by_item on reservation (item, reservation);
      create index shipment_by_time on shipment (coalesce(shipped_at, 'infinity'::timestamptz), shipment);
      create index shipment_by_customer on shipment (customer, shipment);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop index material_lot_by_receipt, material_lot_by_expiry, material_lot_places, variance_by_time, variance_by_order, material_demand_by_due_date, reservation_by_item, shipment_by_time, shipment_by_customer',
    );
  }
}
