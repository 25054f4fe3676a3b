import { tracking, type HeardEvent } from '@millwright/contracts';
import type { Event, Projection, Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

type Granted = HeardEvent<typeof tracking.AccessGranted>;
type Withdrawn = HeardEvent<typeof tracking.AccessWithdrawn>;
type Revoked = HeardEvent<typeof tracking.CredentialRevoked>;
type Announced = HeardEvent<typeof tracking.SigningKeyAnnounced>;

/** Who reads the lists in memory looks at this number alone. */
const changed = (db: EntityManager): Promise<unknown> =>
  db.query(`insert into access_revision (only_row, revision) values (true, 1)
            on conflict (only_row) do update set revision = access_revision.revision + 1`);

const granted = async ({ data }: Recorded<Granted>, db: EntityManager): Promise<void> => {
  await db.query(
    `insert into access_grant (principal, role, work_centers) values ($1, $2, $3)
     on conflict (principal, role) do update set work_centers = excluded.work_centers`,
    [data.principal, data.role, data.workCenters ?? null],
  );
  await changed(db);
};

const withdrawn = async ({ data }: Recorded<Withdrawn>, db: EntityManager): Promise<void> => {
  await db.query('delete from access_grant where principal = $1 and role = $2', [data.principal, data.role]);
  await changed(db);
};

const revoked = async ({ data }: Recorded<Revoked>, db: EntityManager): Promise<void> => {
  await db.query('insert into access_revoked (credential) values ($1) on conflict do nothing', [data.credential]);
  await changed(db);
};

const announced = async ({ data }: Recorded<Announced>, db: EntityManager): Promise<void> => {
  await db.query(
    'insert into access_key (key, public_key, usable_until) values ($1, $2, $3) on conflict (key) do nothing',
    [data.key, data.publicKey, data.usableUntil],
  );
  await changed(db);
};

/** What tracking tells of access, as every service keeps it; tracking itself by its own facts. */
export const access: Projection<Event, EntityManager> = {
  name: 'access',
  version: 1,
  tables: ['access_grant', 'access_revoked', 'access_key', 'access_revision'],
  on: {
    [tracking.AccessGranted.type]: granted as never,
    [tracking.AccessWithdrawn.type]: withdrawn as never,
    [tracking.CredentialRevoked.type]: revoked as never,
    [tracking.SigningKeyAnnounced.type]: announced as never,
    RoleGranted: granted as never,
    RoleWithdrawn: withdrawn as never,
    CredentialRevoked: revoked as never,
    SigningKeyAnnounced: announced as never,
  },
};
