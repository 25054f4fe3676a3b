import { Column, Entity, PrimaryColumn, Raw, type FindOptionsWhere } from 'typeorm';
import type { HeldSubject } from './hold.events.js';

@Entity('hold')
export class HoldEntity {
  @PrimaryColumn({ type: 'text' }) hold: string;
  @Column({ type: 'text' }) status: 'placed' | 'released';
  @Column({ type: 'jsonb' }) subjects: HeldSubject[];
  @Column({ type: 'text' }) reason: string;
  @Column({ type: 'text', nullable: true }) nonconformance: string | null;
  /** The lot that inventory recalls under this number. */
  @Column({ type: 'text', name: 'recalled_lot', nullable: true }) recalledLot: string | null;
  @Column({ type: 'timestamptz', name: 'placed_at' }) placedAt: Date;
  @Column({ type: 'text', name: 'placed_by' }) placedBy: string;
  @Column({ type: 'timestamptz', name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column({ type: 'text', name: 'released_because', nullable: true }) releasedBecause: string | null;
  @Column({ type: 'integer' }) version: number;
}

/** Another service refuses from now on to touch a held unit or lot. */
@Entity('hold_enforcement')
export class HoldEnforcementEntity {
  @PrimaryColumn({ type: 'text' }) hold: string;
  @PrimaryColumn({ type: 'text' }) service: string;
  @PrimaryColumn({ type: 'text' }) subject: string;
  @Column({ type: 'timestamptz' }) since: Date;
  @Column({ type: 'timestamptz', name: 'heard_at' }) heardAt: Date;
  @Column({ type: 'timestamptz', name: 'lifted_at', nullable: true }) liftedAt: Date | null;
}

export const holdsOnSubject = (subject: string | undefined): FindOptionsWhere<HoldEntity> =>
  subject === undefined
    ? {}
    : { hold: Raw((hold) => `${hold} in (select s.hold from held_subject s where s.subject = :subject)`, { subject }) };
