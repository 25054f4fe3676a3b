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

/** Where one checkpoint stands, remembered by who moves it; when somebody else has moved it, it is read again. */
export class Mark {
  private known: Checkpoint | undefined;

  constructor(
    private readonly db: Sql,
    private readonly name: string,
  ) {}

  async read(): Promise<Checkpoint> {
    this.known ??= (await checkpoints(this.db, [this.name]))[0];
    return this.known;
  }

  /** Throws when another process has moved it. */
  async move(to: number, details?: object): Promise<void> {
    const { position: from } = await this.read();
    const before = this.known;
    this.known = undefined;
    const moved = details
      ? await moveWithDetails(this.db, this.name, { from, to, details })
      : await moveCheckpoints(this.db, [this.name], { from, to });
    if (!moved) throw new Error(`Another process has taken over ${this.name}`);
    this.known = before && { ...before, position: to, details: details ?? before.details };
  }
}

export const createCheckpoint = (db: Sql, name: string, version: number): Promise<unknown> =>
  db.query('insert into checkpoints (name, version, position) values ($1, $2, 0) on conflict do nothing', [
    name,
    version,
  ]);

/**
 * Moves checkpoints from where the caller believes they stand. Somebody else who moved one of them in the meantime, such
 * as a leader that was suspended and came back, makes this change fewer rows, and the caller must roll back. `tell` names a channel on which the new position is announced at the commit.
 */
export const moveCheckpoints = async (
  db: Sql,
  names: readonly string[],
  { from, to, tell }: { readonly from: number; readonly to: number; readonly tell?: string },
): Promise<boolean> => {
  const moved = rowsOf(
    await db.query(
      `with moved as (update checkpoints set position = $3 where name = any($1::text[]) and position = $2 returning name)
       select name, case when $4::text is not null then pg_notify($4, $3::text) end from moved`,
      [names, from, to, tell ?? null],
    ),
  );
  return moved.length === names.length;
};

/** Moves one checkpoint in the same way, with what is to be remembered beside it. */
const moveWithDetails = async (
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
