import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('number_series')
export class NumberSeriesEntity {
  @PrimaryColumn('text') series: string;
  @Column('text') pattern: string;
  @Column('text', { nullable: true }) item: string | null;
}
