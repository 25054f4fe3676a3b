import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('maintenance_plan')
export class MaintenancePlanEntity {
  @PrimaryColumn({ type: 'text' }) plan: string;
  @Column({ type: 'text' }) asset: string;
  @Column({ type: 'text' }) description: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', nullable: true }) meter: string | null;
  @Column({ type: 'numeric', name: 'every_value', nullable: true }) everyValue: string | null;
  /** The total of the meter from which it counts. */
  @Column({ type: 'numeric', name: 'from_total', nullable: true }) fromTotal: string | null;
  @Column({ type: 'integer', nullable: true }) days: number | null;
  @Column({ type: 'timestamptz', name: 'start_at', nullable: true }) startAt: Date | null;
  @Column({ type: 'timestamptz', name: 'made_at' }) madeAt: Date;
  @Column({ type: 'integer', name: 'last_number' }) lastNumber: number;
  @Column({ type: 'text', name: 'last_work_order', nullable: true }) lastWorkOrder: string | null;
  @Column({ type: 'integer' }) version: number;
}
