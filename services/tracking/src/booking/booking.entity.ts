import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One stretch of work of one person; open while `endedAt` is absent. */
@Entity('booking')
export class BookingEntity {
  @PrimaryColumn('text') activity: string;
  @PrimaryColumn('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
  @Column('text', { name: 'order_no' }) order: string;
  @Column('text') operation: string;
  @Column('text', { name: 'work_center' }) workCenter: string;
  @Column('text') person: string;
  @Column('text') kind: string;
}
