import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Shift } from './work-center.events.js';

/** A work center with the calendar of its latest revision. */
@Entity('work_center')
export class WorkCenterEntity {
  @PrimaryColumn('text', { name: 'work_center' }) workCenter: string;
  @Column('text') revision: string;
  @Column('text') description: string;
  @Column('text', { nullable: true }) area: string | null;
  @Column('text', { name: 'time_zone' }) timeZone: string;
  @Column('integer', { name: 'simultaneous_jobs' }) simultaneousJobs: number;
  @Column('jsonb') shifts: Shift[];
  @Column('jsonb') holidays: string[];
}
