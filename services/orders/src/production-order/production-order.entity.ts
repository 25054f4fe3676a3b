import type { Quantity } from '@millwright/event-sourcing';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrderStatus } from './order-status.rules.js';

/** A row of the list of orders; an order itself is read from its own stream. */
@Entity('production_order')
export class ProductionOrderEntity {
  @PrimaryColumn('text', { name: 'order_number' }) order: string;
  @Column('text') item: string;
  @Column('jsonb') quantity: Quantity;
  @Column('text') status: OrderStatus;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('timestamptz', { name: 'start_at', nullable: true }) startAt: Date | null;
  @Column('text', { name: 'external_order', nullable: true }) externalOrder: string | null;
}
