import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RequestStatus } from './maintenance-request.rules.js';

@Entity('maintenance_request')
export class MaintenanceRequestEntity {
  @PrimaryColumn({ type: 'text' }) request: string;
  @Column({ type: 'text' }) asset: string;
  @Column({ type: 'text' }) status: RequestStatus;
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'text', name: 'requested_by' }) requestedBy: string;
  @Column({ type: 'timestamptz', name: 'requested_at' }) requestedAt: Date;
  @Column({ type: 'text', name: 'work_order', nullable: true }) workOrder: string | null;
  @Column({ type: 'text', name: 'declined_because', nullable: true }) declinedBecause: string | null;
  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true }) answeredAt: Date | null;
  @Column({ type: 'integer' }) version: number;
}
