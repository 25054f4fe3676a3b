import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface ShownDisposition {
  readonly disposition: string;
  readonly reason: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly reworkFrom?: string;
  readonly at: string;
  readonly by: string;
}

@Entity('nonconformance')
export class NonconformanceEntity {
  @PrimaryColumn({ type: 'text' }) nonconformance: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text', name: 'subject_kind' }) subjectKind: 'unit' | 'lot';
  @Column({ type: 'text', name: 'subject_id' }) subjectId: string;
  @Column({ type: 'text', nullable: true }) item: string | null;
  @Column({ type: 'text', name: 'order_number', nullable: true }) order: string | null;
  @Column({ type: 'text', nullable: true }) operation: string | null;
  @Column({ type: 'text', name: 'origin_operation', nullable: true }) originOperation: string | null;
  @Column({ type: 'text' }) defect: string;
  @Column({ type: 'text', nullable: true }) description: string | null;
  @Column({ type: 'numeric' }) quantity: string;
  @Column({ type: 'numeric' }) left: string;
  @Column({ type: 'text' }) unit: string;
  @Column({ type: 'text', nullable: true }) inspection: string | null;
  @Column({ type: 'text', nullable: true }) hold: string | null;
  @Column({ type: 'jsonb', nullable: true }) proposal: ShownDisposition | null;
  @Column({ type: 'jsonb' }) dispositions: ShownDisposition[];
  /** Accepted by concession. */
  @Column({ type: 'numeric', name: 'used_as_is' }) usedAsIs: string;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt: Date;
  @Column({ type: 'text', name: 'recorded_by' }) recordedBy: string;
  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true }) closedAt: Date | null;
  @Column({ type: 'integer' }) version: number;
}
