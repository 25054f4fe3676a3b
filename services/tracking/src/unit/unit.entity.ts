import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('unit')
export class UnitEntity {
  @PrimaryColumn('text') unit: string;
  @Column('text', { name: 'order_no' }) order: string;
  @Column('text') item: string;
  /** `in-process`, `rework`, `completed` or `scrapped`. */
  @Column('text') status: string;
  @Column('text', { name: 'at_operation', nullable: true }) operation: string | null;
  @Column('text', { name: 'at_work_center', nullable: true }) workCenter: string | null;
  /** Since when it is where it is. */
  @Column('timestamptz') since: Date;
  @Column('text', { array: true }) passed: string[];
  @Column('text', { array: true }) holds: string[];
}
