import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A subscription as it is now. */
@Entity('webhook')
export class WebhookRow {
  @PrimaryColumn('text') webhook: string;
  @Column('text') url: string;
  /** None for all types. */
  @Column('jsonb') types: string[];
  @Column('text', { nullable: true }) description: string | null;
  /** enabled, disabled or ended */
  @Column('text') status: string;
  /** Why it is disabled: asked, gone or failing. */
  @Column('text', { name: 'disabled_cause', nullable: true }) disabledCause: string | null;
  @Column('text', { name: 'disabled_reason', nullable: true }) disabledReason: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  /** What was published after this position is sent. */
  @Column('bigint', { name: 'start_position', transformer: { to: (n: number) => n, from: Number } })
  startPosition: number;
}
