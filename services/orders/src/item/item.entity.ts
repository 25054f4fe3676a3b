import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrackingMode, UnitConversion } from './item.events.js';

/** An item in its latest revision. */
@Entity('item')
export class ItemEntity {
  @PrimaryColumn('text') item: string;
  @Column('text') revision: string;
  @Column('text') description: string;
  @Column('text') unit: string;
  @Column('text') tracking: TrackingMode;
  @Column('jsonb') conversions: UnitConversion[];
  @Column('jsonb') revisions: string[];
  @Column('boolean') blocked: boolean;
  @Column('text', { name: 'blocked_reason', nullable: true }) blockedReason: string | null;
}
