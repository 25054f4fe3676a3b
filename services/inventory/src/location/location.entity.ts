import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('location')
export class LocationEntity {
  @PrimaryColumn('text') location: string;
  @Column('text') description: string;
  @Column('text') kind: string;
  @Column('text') status: string;
  @Column('integer') version: number;
}
