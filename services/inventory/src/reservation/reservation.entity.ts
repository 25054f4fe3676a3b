import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reservation')
export class ReservationEntity {
  @PrimaryColumn('text') reservation: string;
  @Column('text') item: string;
  @Column('text') unit: string;
  @Column('numeric') quantity: string;
  @Column('text', { nullable: true }) order: string | null;
  @Column('text', { nullable: true }) purpose: string | null;
  @Column('jsonb') lots: { lot: string; quantity: string }[];
  @Column('text') status: string;
}
