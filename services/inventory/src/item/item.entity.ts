import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('item')
export class ItemEntity {
  @PrimaryColumn('text') item: string;
  @Column('text') unit: string;
  @Column('text') tracking: string;
}
