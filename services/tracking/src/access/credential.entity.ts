import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { CredentialKind } from './access.events.js';

/** Not a read model: the only place where hashes of secrets stand. Erased when it is revoked. */
@Entity('credential')
export class CredentialEntity {
  @PrimaryColumn('text') credential: string;
  @Column('text') kind: CredentialKind;
  @Column('text') principal: string;
  /** With what it is found: the login, the person, or the credential itself. */
  @Column('text', { select: false }) lookup: string;
  @Column('text', { select: false, nullable: true }) secret?: string;
  @Column('text', { nullable: true }) station: string | null;
  @Column('text', { array: true, nullable: true }) roles: string[] | null;
  @Column('text', { array: true, nullable: true, name: 'work_centers' }) workCenters: string[] | null;
  @Column('timestamptz', { nullable: true, name: 'expires_at' }) expiresAt: Date | null;
}

export interface Kept {
  readonly credential: string;
  readonly principal: string;
  readonly secret: string | null;
  readonly station: string | null;
  readonly roles: string[] | null;
  readonly workCenters: string[] | null;
  readonly expiresAt: Date | null;
}

/** The good one that is found with this; one that has expired is none. */
export async function keptCredential(
  db: EntityManager,
  kind: CredentialKind,
  lookup: string,
): Promise<Kept | undefined> {
  const rows: Kept[] = await db.query(
    `select credential, principal, secret, station, roles, work_centers as "workCenters", expires_at as "expiresAt"
       from credential where kind = $1 and lookup = $2 and (expires_at is null or expires_at > now())`,
    [kind, lookup],
  );
  return rows[0];
}

export interface NewCredential {
  readonly credential: string;
  readonly kind: CredentialKind;
  readonly principal: string;
  readonly lookup: string;
  readonly secret?: string;
  readonly station?: string;
  readonly roles?: readonly string[];
  readonly workCenters?: readonly string[];
  readonly expiresAt?: string;
}

/** False when somebody else has taken the name in between. The same person's is replaced, whatever it was found with. */
export async function keepCredential(db: EntityManager, one: NewCredential): Promise<boolean> {
  if (one.kind !== 'api-key')
    await db.query('delete from credential where kind = $1 and principal = $2', [one.kind, one.principal]);
  const kept: unknown[] = await db.query(
    `insert into credential (credential, kind, principal, lookup, secret, station, roles, work_centers, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning credential`,
    [
      one.credential,
      one.kind,
      one.principal,
      one.lookup,
      one.secret ?? null,
      one.station ?? null,
      one.roles ?? null,
      one.workCenters ?? null,
      one.expiresAt ?? null,
    ],
  );
  return kept.length > 0;
}

export async function eraseCredential(db: EntityManager, credential: string): Promise<void> {
  await db.query('delete from credential where credential = $1', [credential]);
}

export async function credentialOf(
  db: EntityManager,
  kind: CredentialKind,
  principal: string,
): Promise<string | undefined> {
  const [row]: { credential: string }[] = await db.query(
    'select credential from credential where kind = $1 and principal = $2',
    [kind, principal],
  );
  return row?.credential;
}

/** Who wears the badge. */
export async function wearerOf(db: EntityManager, badge: string): Promise<string | undefined> {
  const [row]: { person: string }[] = await db.query('select person from people where badge = $1', [badge]);
  return row?.person;
}

/** Under which name somebody signs in with a password. */
export async function loginOf(db: EntityManager, principal: string): Promise<string | undefined> {
  const [row]: { lookup: string }[] = await db.query(
    `select lookup from credential where kind = 'password' and principal = $1`,
    [principal],
  );
  return row?.lookup;
}
