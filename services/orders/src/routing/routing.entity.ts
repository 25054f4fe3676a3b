import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RoutingOperation } from './routing.events.js';

@Entity('routing')
export class RoutingEntity {
  @PrimaryColumn('text') item: string;
  @PrimaryColumn('text') revision: string;
  @Column('text') status: 'draft' | 'released';
  @Column('jsonb') operations: RoutingOperation[];
}
