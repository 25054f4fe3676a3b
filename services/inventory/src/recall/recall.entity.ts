import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecalledShipment, RecalledSubject } from './recall.events.js';

@Entity('recall')
export class RecallEntity {
  @PrimaryColumn('text') recall: string;
  @Column('text') lot: string;
  @Column('text') reason: string;
  @Column('text') status: string;
  @Column('jsonb', { name: 'in_stock' }) inStock: RecalledSubject[];
  @Column('jsonb', { name: 'in_process' }) inProcess: RecalledSubject[];
  @Column('jsonb') shipped: RecalledShipment[];
  @Column('jsonb') scrapped: RecalledSubject[];
  @Column('jsonb') customers: string[];
  @Column('integer') version: number;
}
