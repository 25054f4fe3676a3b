import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PurchaseOrders0000000000003 implements MigrationInterface {
  name = 'PurchaseOrders0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table material_lot add column purchase_order text;
      create index material_lot_by_purchase_order on material_lot (purchase_order, lot) where purchase_order is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table material_lot drop column purchase_order');
  }
}
