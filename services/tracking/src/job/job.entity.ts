import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Quantities are decimal strings in `unit`. */
@Entity('job')
export class JobEntity {
  @PrimaryColumn('text') job: string;
  @Column('text', { name: 'order_no' }) order: string;
  @Column('text') operation: string;
  @Column('text') description: string;
  @Column('text', { name: 'work_center' }) workCenter: string;
  @Column('text') item: string;
  @Column('text') tracking: string;
  @Column('numeric') quantity: string;
  @Column('text') unit: string;
  @Column('text', { array: true }) after: string[];
  @Column('boolean') last: boolean;
  @Column('text', { nullable: true }) skill: string | null;
  @Column('integer', { name: 'skill_level', nullable: true }) skillLevel: number | null;
  @Column('text', { name: 'inspection_plan', nullable: true }) inspectionPlan: string | null;
  @Column('integer', { name: 'setup_seconds' }) setupSeconds: number;
  @Column('integer', { name: 'run_seconds_per_unit' }) runSecondsPerUnit: number;
  /** `open`, `done` or `closed`; what a person sees follows from it, see `jobStatus`. */
  @Column('text') status: string;
  @Column('boolean') started: boolean;
  @Column('numeric') good: string;
  @Column('numeric') scrap: string;
  @Column('numeric') rework: string;
  @Column('numeric') lost: string;
}

@Entity('activity')
export class ActivityEntity {
  @PrimaryColumn('text') activity: string;
  @Column('text', { name: 'order_no' }) order: string;
  @Column('text') operation: string;
  @Column('text', { name: 'work_center' }) workCenter: string;
  @Column('text') person: string;
  @Column('text') kind: string;
  /** `running`, `paused` or `finished`. */
  @Column('text') status: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
  @Column('text', { name: 'override_reason', nullable: true }) overrideReason: string | null;
}
