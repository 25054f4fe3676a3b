import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What did not come out as planned, for somebody to look at. */
@Entity('variance')
export class VarianceEntity {
  /** Grows in the order in which they were found. */
  @PrimaryColumn('text') variance: string;
  @Column('text') kind: 'issued-beyond-requirement' | 'consumed-more-than-there-was';
  @Column('text') order: string;
  @Column('text') item: string;
  @Column('text', { nullable: true }) lot: string | null;
  @Column('text', { nullable: true }) product: string | null;
  @Column('numeric') quantity: string;
  @Column('text') unit: string;
  @Column('timestamptz', { name: 'found_at' }) foundAt: Date;
}
