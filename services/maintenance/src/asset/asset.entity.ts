import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('asset')
export class AssetEntity {
  @PrimaryColumn({ type: 'text' }) asset: string;
  @Column({ type: 'text' }) description: string;
  @Column({ type: 'text' }) level: string;
  @Column({ type: 'text' }) criticality: string;
  @Column({ type: 'text', nullable: true }) parent: string | null;
  @Column({ type: 'text', name: 'work_center', nullable: true }) workCenter: string | null;
  @Column({ type: 'text' }) status: 'up' | 'down';
  @Column({ type: 'timestamptz', name: 'down_since', nullable: true }) downSince: Date | null;
  /** Of the downtime it is in. */
  @Column({ type: 'text', name: 'work_order', nullable: true }) workOrder: string | null;
  @Column({ type: 'integer' }) version: number;
}

/** A stop of work, from the failure to the release. */
@Entity('downtime')
export class DowntimeEntity {
  @PrimaryColumn({ type: 'text' }) asset: string;
  @PrimaryColumn({ type: 'text', name: 'work_order' }) workOrder: string;
  @PrimaryColumn({ type: 'timestamptz', name: 'down_since' }) downSince: Date;
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column({ type: 'jsonb', name: 'work_centers' }) workCenters: string[];
  @Column({ type: 'text' }) reason: string;
}
