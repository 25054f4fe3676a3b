import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { RegisterPerson } from './person.commands.js';

/** Not a read model: the only place where a name or badge stands, and the row is all there is to erase. */
@Entity('people')
export class PersonEntity {
  /** `person:<uuid>` */
  @PrimaryColumn('text') person: string;
  @Column('text') badge: string;
  @Column('text') name: string;
}

@Entity('person_skill')
export class PersonSkillEntity {
  @PrimaryColumn('text') person: string;
  @PrimaryColumn('text') skill: string;
  @Column('integer') level: number;
  @Column('timestamptz', { name: 'valid_from' }) validFrom: Date;
  @Column('timestamptz', { name: 'valid_until' }) validUntil: Date;
}

/**
 * Writes the row unless the badge, or the person, has one; tells who holds the badge afterwards. The same key of the same
 * sender makes the same person (a UUID of version 8), so that a request repeated after a crash finds its own row.
 */
export async function enrol(
  db: EntityManager,
  { badge, name }: { badge: string; name: string },
  sender: string,
  key: string,
): Promise<RegisterPerson> {
  const [{ wanted }] = (await db.query(
    `select 'person:' || overlay(overlay(md5($1 || chr(10) || $2) placing '8' from 13) placing 'a' from 17)::uuid as wanted`,
    [sender, key],
  )) as { wanted: string }[];
  await db.query('insert into people (person, badge, name) values ($1, $2, $3) on conflict do nothing', [
    wanted,
    badge,
    name,
  ]);
  const [holder] = (await db.query('select person from people where badge = $1', [badge])) as { person: string }[];
  return { person: holder?.person ?? wanted, wanted, enrolled: holder !== undefined };
}

export async function rename(db: EntityManager, person: string, name: string): Promise<void> {
  await db.query('update people set name = $2 where person = $1', [person, name]);
}
