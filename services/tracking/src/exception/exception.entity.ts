import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Something that was recorded although, or because, a rule speaks against it: a report of the past that breaks a rule
 * of the present, a refusal that is remembered, a start that a supervisor allowed, a backflush that found too little.
 */
@Entity('plant_exception')
export class PlantException {
  /** Grows in the order of recording. */
  @PrimaryColumn('text') id: string;
  @Column('text') code: string;
  @Column('text', { name: 'production_order' }) order: string;
  @Column('text') operation: string;
  @Column('text', { name: 'work_center', nullable: true }) workCenter: string | null;
  @Column('text', { nullable: true }) person: string | null;
  /** When it occurred; of a report, when the work ended. */
  @Column('timestamptz') at: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt: Date;
  /** Report, unit, lot and whatever else it is about. */
  @Column('jsonb') about: Record<string, unknown>;
}
