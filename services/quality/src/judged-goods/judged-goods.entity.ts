import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface OrderedOperation {
  readonly operation: string;
  readonly after: readonly string[];
  readonly inspectionPlan?: string;
}

/** An order as it was released: where it is inspected. */
@Entity('inspected_order')
export class InspectedOrderEntity {
  @PrimaryColumn({ type: 'text', name: 'order_number' }) order: string;
  @Column({ type: 'jsonb' }) operations: OrderedOperation[];
  @Column({ type: 'text' }) unit: string;
}
