/** Anything that can run a statement: a pool, a client, or the transaction of a read model. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

export interface Checkpoint {
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly details: unknown;
}

const rowsOf = (result: unknown): Checkpoint[] =>
  (Array.isArray(result) ? result : (result as { rows: Checkpoint[] }).rows) as Checkpoint[];

export const checkpoints = async (db: Sql, names: readonly string[]): Promise<Checkpoint[]> =>
  rowsOf(
    await db.query('select name, version, position, details from checkpoints where name = any($1::text[])', [names]),
  ).map((row) => ({ ...row, position: Number(row.position) }));

export const createCheckpoint = (db: Sql, name: string, version: number): Promise<unknown> =>
  db.query('insert into checkpoints (name, version, position) values ($1, $2, 0) on conflict do nothing', [
    name,
    version,
  ]);

/**
 * Moves checkpoints from where the caller believes they stand. Somebody else who moved one of them in the meantime, such
 * as a leader that was suspended and came back, makes this change fewer rows, and the caller must roll back.
 */
export const moveCheckpoints = async (
  db: Sql,
  names: readonly string[],
  from: number,
  to: number,
): Promise<boolean> => {
  const moved = rowsOf(
    await db.query(
      `with moved as (update checkpoints set position = $3 where name = any($1::text[]) and position = $2 returning name)
       select name from moved`,
      [names, from, to],
    ),
  );
  return moved.length === names.length;
};

/** Moves one checkpoint in the same way, with what is to be remembered beside it. */
export const moveWithDetails = async (
  db: Sql,
  name: string,
  { from, to, details }: { from: number; to: number; details: object },
): Promise<boolean> =>
  rowsOf(
    await db.query(
      `with moved as (update checkpoints set position = $3, details = $4 where name = $1 and position = $2 returning name)
       select name from moved`,
      [name, from, to, JSON.stringify(details)],
    ),
  ).length === 1;
