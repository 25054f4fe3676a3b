import { QueryFailedError, type EntityManager } from 'typeorm';

/** The error of a query tells its parameters, and errors are logged. */
const discreet = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => {
    throw error instanceof QueryFailedError ? error.driverError : error;
  });

/** Those that a message is signed with now, the newest first. */
export const secretsOf = async (db: EntityManager, webhook: string): Promise<string[]> => {
  const rows: { secret: string }[] = await db.query(
    `select secret from webhook_secrets
      where webhook = $1 and (valid_until is null or valid_until > clock_timestamp()) order by made_at desc, secret`,
    [webhook],
  );
  return rows.map(({ secret }) => secret);
};

export const addSecret = (db: EntityManager, webhook: string, secret: string): Promise<unknown> =>
  discreet(db.query('insert into webhook_secrets (webhook, secret) values ($1, $2)', [webhook, secret]));

export const dropSecret = (db: EntityManager, webhook: string, secret: string): Promise<unknown> =>
  discreet(db.query('delete from webhook_secrets where webhook = $1 and secret = $2', [webhook, secret]));

/** All but one end at this instant, or earlier where that was said before; those that have ended are erased. */
export const endOthers = (db: EntityManager, webhook: string, secret: string, at: string): Promise<unknown> =>
  discreet(
    db.query(
      `with ended as (delete from webhook_secrets where webhook = $1 and valid_until < clock_timestamp())
     update webhook_secrets set valid_until = least(coalesce(valid_until, $3), $3) where webhook = $1 and secret <> $2`,
      [webhook, secret, at],
    ),
  );

/** Nothing but the facts is left of a webhook that was ended. */
export const eraseEnded = (db: EntityManager): Promise<unknown> =>
  db.query(
    `with ended as (select webhook from webhook where status = 'ended'),
          secrets as (delete from webhook_secrets where webhook in (select webhook from ended)),
          cursors as (delete from webhook_cursors where webhook in (select webhook from ended))
     delete from webhook_deliveries where webhook in (select webhook from ended)`,
  );
