import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BillOfMaterialLine } from './bill-of-material.events.js';

@Entity('bill_of_material')
export class BillOfMaterialEntity {
  @PrimaryColumn('text') item: string;
  @PrimaryColumn('text') revision: string;
  @Column('text') status: 'draft' | 'released';
  @Column('jsonb') lines: BillOfMaterialLine[];
}
