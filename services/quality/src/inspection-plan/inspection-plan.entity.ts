import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlannedCharacteristic, SamplingRule } from './inspection-plan.events.js';

@Entity('inspection_plan')
export class InspectionPlanEntity {
  /** `<plan> <revision>`: the order of lists. */
  @PrimaryColumn({ type: 'text', name: 'plan_revision' }) planRevision: string;
  @Column({ type: 'text' }) plan: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', nullable: true }) item: string | null;
  @Column({ type: 'text' }) stage: string;
  @Column({ type: 'jsonb' }) characteristics: PlannedCharacteristic[];
  @Column({ type: 'jsonb' }) sampling: SamplingRule;
  @Column({ type: 'jsonb', name: 'needs_approval' }) needsApproval: string[];
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true }) withdrawnAt: Date | null;
  @Column({ type: 'text', name: 'withdrawn_because', nullable: true }) withdrawnBecause: string | null;
  @Column({ type: 'integer' }) version: number;
}
