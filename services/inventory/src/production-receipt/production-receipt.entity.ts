import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What has come into stock from one order. */
@Entity('production_receipt')
export class ProductionReceiptEntity {
  @PrimaryColumn('text') order: string;
  @Column('text') item: string;
  @Column('text') unit: string;
  @Column('numeric') received: string;
}
