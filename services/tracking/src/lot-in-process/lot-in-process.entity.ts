import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('lot_in_process')
export class LotInProcessEntity {
  @PrimaryColumn('text') lot: string;
  @Column('text', { name: 'order_no' }) order: string;
  @Column('text') item: string;
  /** `in-process`, `completed`, `scrapped`, `split`, `merged`, `repacked` or `transformed`. */
  @Column('text') status: string;
  @Column('numeric') quantity: string;
  @Column('text') unit: string;
  @Column('text', { name: 'at_operation', nullable: true }) operation: string | null;
  @Column('text', { name: 'at_work_center', nullable: true }) workCenter: string | null;
  @Column('timestamptz') since: Date;
  @Column('text', { array: true }) passed: string[];
}
