import { Column, Entity, PrimaryColumn, Raw, type FindOptionsWhere } from 'typeorm';
import type { UsedPart } from './work-order.events.js';

@Entity('work_order')
export class WorkOrderEntity {
  @PrimaryColumn({ type: 'text', name: 'work_order' }) workOrder: string;
  @Column({ type: 'text' }) asset: string;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'text', nullable: true }) plan: string | null;
  @Column({ type: 'integer', nullable: true }) number: number | null;
  @Column({ type: 'integer', nullable: true }) missed: number | null;
  @Column({ type: 'timestamptz', name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column({ type: 'text', nullable: true }) person: string | null;
  @Column({ type: 'text', nullable: true }) failure: string | null;
  @Column({ type: 'text', nullable: true }) cause: string | null;
  @Column({ type: 'text', nullable: true }) remedy: string | null;
  @Column({ type: 'jsonb', name: 'spare_parts' }) spareParts: UsedPart[];
  @Column({ type: 'integer', name: 'labor_seconds', nullable: true }) laborSeconds: number | null;
  @Column({ type: 'jsonb', name: 'work_centers', nullable: true }) workCenters: string[] | null;
  @Column({ type: 'timestamptz', name: 'down_since', nullable: true }) downSince: Date | null;
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt: Date;
  @Column({ type: 'timestamptz', name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column({ type: 'timestamptz', name: 'completed_at', nullable: true }) completedAt: Date | null;
  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true }) verifiedAt: Date | null;
  @Column({ type: 'text', name: 'cancelled_because', nullable: true }) cancelledBecause: string | null;
  @Column({ type: 'integer' }) version: number;
}

export const stopping = (workCenter: string | undefined): FindOptionsWhere<WorkOrderEntity> =>
  workCenter === undefined
    ? {}
    : { workCenters: Raw((all) => `${all} @> cast(:stopped as jsonb)`, { stopped: JSON.stringify([workCenter]) }) };
