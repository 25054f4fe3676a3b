import type { SigningKey } from '@millwright/platform';
import type { EntityManager } from 'typeorm';

/** Where the private keys stand: nowhere else, and never in an event. */
export interface KeptKey {
  readonly key: string;
  readonly privateKey: SigningKey['privateKey'];
  readonly publicKey: string;
  readonly usableUntil: Date;
}

const columns = 'key, private_key as "privateKey", public_key as "publicKey", usable_until as "usableUntil"';

/** Signs for so long; what it signed can be verified a day longer. */
const signsFor = `interval '30 days'`;
const verifiesFor = `interval '31 days'`;

/**
 * The key that signs now. A new one signs when it has been announced for a minute, so that every service has heard of it;
 * until then the one before does.
 */
export async function currentKey(db: EntityManager): Promise<KeptKey | undefined> {
  const rows: KeptKey[] = await db.query(
    `select ${columns} from signing_key where usable_until > now() + interval '1 hour'
      order by made_at < now() - interval '1 minute' desc, made_at desc limit 1`,
  );
  return rows[0];
}

/** The newest key while it still signs; else this one, of which replicas that come at the same time keep one only. */
export function newestKey(db: EntityManager, fresh: Omit<KeptKey, 'usableUntil'>): Promise<KeptKey> {
  return db.transaction(async (all) => {
    await all.query(`select pg_advisory_xact_lock(hashtextextended('millwright.signing-key', 0))`);
    await all.query(
      `insert into signing_key (key, private_key, public_key, made_at, usable_until)
       select $1, $2, $3, now(), now() + ${verifiesFor}
        where not exists (select from signing_key where made_at > now() - ${signsFor} and usable_until > now() + interval '1 hour')`,
      [fresh.key, JSON.stringify(fresh.privateKey), fresh.publicKey],
    );
    await all.query(`delete from signing_key where usable_until < now()`);
    const rows: KeptKey[] = await all.query(`select ${columns} from signing_key order by made_at desc limit 1`);
    return rows[0];
  });
}

/** Whether it is time for a new one. */
export async function isDue(db: EntityManager): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `select from signing_key where made_at > now() - ${signsFor} and usable_until > now() + interval '1 hour'`,
  );
  return rows.length === 0;
}

export async function publicKeys(db: EntityManager): Promise<{ key: string; publicKey: string }[]> {
  return db.query(
    'select key, public_key as "publicKey" from signing_key where usable_until > now() order by made_at desc',
  );
}

export async function eraseSigningKey(db: EntityManager, key: string): Promise<void> {
  await db.query('delete from signing_key where key = $1', [key]);
}
