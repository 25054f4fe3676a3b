import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('meter')
export class MeterEntity {
  @PrimaryColumn({ type: 'text' }) meter: string;
  @Column({ type: 'text' }) asset: string;
  @Column({ type: 'text' }) unit: string;
  @Column({ type: 'text' }) counts: string;
  /** What the device shows. */
  @Column({ type: 'numeric' }) value: string;
  /** All that was ever counted, over every device; what plans go by. */
  @Column({ type: 'numeric' }) total: string;
  @Column({ type: 'timestamptz', name: 'counted_at', nullable: true }) countedAt: Date | null;
  @Column({ type: 'timestamptz', name: 'running_since', nullable: true }) runningSince: Date | null;
}
