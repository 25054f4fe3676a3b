import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FrozenCharacteristic, Measured } from './inspection.events.js';

@Entity('inspection')
export class InspectionEntity {
  @PrimaryColumn({ type: 'text' }) inspection: string;
  @Column({ type: 'text' }) plan: string;
  @Column({ type: 'text', name: 'plan_revision' }) planRevision: string;
  @Column({ type: 'text', name: 'subject_kind' }) subjectKind: 'unit' | 'lot';
  @Column({ type: 'text', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', nullable: true }) item: string | null;
  @Column({ type: 'text', name: 'order_number', nullable: true }) order: string | null;
  @Column({ type: 'text', nullable: true }) operation: string | null;
  @Column({ type: 'numeric' }) quantity: string;
  @Column({ type: 'text' }) unit: string;
  /** open, passed, failed (a part or all of it) or cancelled */
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'integer' }) attempt: number;
  @Column({ type: 'text', nullable: true }) repeats: string | null;
  @Column({ type: 'jsonb' }) characteristics: FrozenCharacteristic[];
  @Column({ type: 'jsonb' }) measurements: Measured[];
  @Column({ type: 'jsonb' }) failed: string[];
  @Column({ type: 'numeric' }) accepted: string;
  @Column({ type: 'numeric' }) rejected: string;
  @Column({ type: 'text', nullable: true }) nonconformance: string | null;
  @Column({ type: 'text', nullable: true }) hold: string | null;
  /** No later verdict on the same goods stands for this one. */
  @Column({ type: 'boolean' }) counts: boolean;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt: Date;
  @Column({ type: 'timestamptz', name: 'judged_at', nullable: true }) judgedAt: Date | null;
  @Column({ type: 'text', name: 'judged_by', nullable: true }) judgedBy: string | null;
  @Column({ type: 'integer' }) version: number;
}
