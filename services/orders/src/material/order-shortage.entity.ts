import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What inventory said last about the material of an order. */
@Entity('order_shortage')
export class OrderShortageEntity {
  @PrimaryColumn('text', { name: 'order_number' }) order: string;
  @PrimaryColumn('text') item: string;
  @Column('text') unit: string;
  /** Neither reserved for the order nor issued to it. */
  @Column('numeric') short: string;
}
