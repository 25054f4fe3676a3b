import { rowsOf, type Sql } from './checkpoints.sql.js';

/** A rebuild that was asked for and is not finished. */
export interface Rebuild {
  readonly askedAt: string;
  /** Both are compared before the swap. */
  readonly verify: boolean;
  /** The new read model is filled up to here. */
  readonly position: number;
  /** What the comparison found, once it was made. */
  readonly different?: number;
}

/** What a rebuild came to. */
export interface Rebuilt {
  readonly askedAt: string;
  readonly finishedAt: string;
  /** Events of the log that it was computed from. */
  readonly events: number;
  /** As counted just before the swap. */
  readonly rows: number;
  /** Rows that the live read model had and the new one had not, or the other way round; only counted when asked for. */
  readonly different?: number;
}

const prefix = 'next:';

/** The mark of a read model that is being computed anew. Its details say what was asked for. */
export const nextOf = (name: string): string => `${prefix}${name}`;

/** False when it was asked for already. Version 0: its tables are not made yet. */
export const askForRebuild = async (
  db: Sql,
  name: string,
  asked: Pick<Rebuild, 'askedAt' | 'verify'>,
): Promise<boolean> =>
  rowsOf(
    await db.query(
      'insert into checkpoints (name, version, position, details) values ($1, 0, 0, $2) on conflict do nothing returning name',
      [nextOf(name), JSON.stringify(asked)],
    ),
  ).length === 1;

export const rebuildsBegun = async (db: Sql): Promise<ReadonlyMap<string, Rebuild>> =>
  new Map(
    rowsOf<{ name: string; position: string; details: Omit<Rebuild, 'position'> }>(
      await db.query(`select substr(name, $1) as name, position, details from checkpoints where name like $2`, [
        prefix.length + 1,
        `${prefix}%`,
      ]),
    ).map(({ name, position, details }) => [name, { ...details, position: Number(position) }]),
  );

export const noteDifferent = (db: Sql, name: string, different: number): Promise<unknown> =>
  db.query(
    `update checkpoints set details = (details::jsonb || jsonb_build_object('different', $2::int))::json where name = $1`,
    [nextOf(name), different],
  );

/** The read model goes on where it stood, and remembers how it was computed. */
export async function rebuildDone(
  db: Sql,
  { name, version, done }: { readonly name: string; readonly version: number; readonly done: Rebuilt },
): Promise<void> {
  await db.query('update checkpoints set version = $2, details = $3 where name = $1', [
    name,
    version,
    JSON.stringify({ rebuilt: done }),
  ]);
  await db.query('delete from checkpoints where name = $1', [nextOf(name)]);
}
