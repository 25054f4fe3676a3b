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

/** A pool answers with more than the rows, a transaction of TypeORM with them alone. */
export const rowsOf = <Row>(result: unknown): Row[] =>
  (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];

/** Those that there are, in the order of the names. */
export const checkpoints = async (db: Sql, names: readonly string[]): Promise<Checkpoint[]> =>
  rowsOf<Checkpoint>(
    await db.query(
      'select name, version, position, details from checkpoints where name = any($1::text[]) order by array_position($1, name)',
      [names],
    ),
  ).map((row) => ({ ...row, position: Number(row.position) }));

/** How long what was passed may stay unwritten. */
const writeAfter = 1_000;

/** Where one checkpoint stands, remembered by who moves it; when somebody else has moved it, it is read again. */
export class Mark {
  private stored: Checkpoint | undefined;
  private passed = 0;
  private writtenAt = 0;

  constructor(
    private readonly db: Sql,
    private readonly name: string,
  ) {}

  async read(): Promise<Checkpoint> {
    this.stored ??= (await checkpoints(this.db, [this.name]))[0];
    return { ...this.stored, position: Math.max(this.stored.position, this.passed) };
  }

  /**
   * Everything up to here is done, or was nothing to do. For work that may be done again: written once in a while, so that
   * whoever passes goes on calling this at rest; what was not written before a crash is gone through again.
   */
  async pass(to: number): Promise<void> {
    this.passed = to;
    if (Date.now() - this.writtenAt > writeAfter) await this.move(to);
  }

  /** Throws when another process has moved it. */
  async move(to: number, details?: object): Promise<void> {
    await this.read();
    const before = this.stored as Checkpoint;
    if (to === before.position && !details) return;
    this.stored = undefined;
    this.passed = 0;
    const moved = details
      ? await moveWithDetails(this.db, this.name, { from: before.position, to, details })
      : await moveCheckpoints(this.db, [this.name], { from: before.position, to });
    if (!moved) throw new Error(`Another process has taken over ${this.name}`);
    this.stored = { ...before, position: to, details: details ?? before.details };
    this.writtenAt = Date.now();
  }
}

export const createCheckpoint = (db: Sql, name: string, version: number): Promise<unknown> =>
  db.query('insert into checkpoints (name, version, position) values ($1, $2, 0) on conflict do nothing', [
    name,
    version,
  ]);

interface Move {
  readonly from: number;
  readonly to: number;
  /** A channel on which the new position is announced at the commit. */
  readonly tell?: string;
  /** Consumers, to learn in the same breath whether any of their events were ever put aside. */
  readonly consumers?: readonly string[];
}

/**
 * Moves checkpoints from where the caller believes they stand. Somebody else who moved one of them in the meantime, such
 * as a leader that was suspended and came back, makes this change fewer rows: then it answers undefined, and the caller
 * must roll back. Nothing is put aside without moving a checkpoint, so `aside` cannot be outrun.
 */
export const moveCheckpoints = async (
  db: Sql,
  names: readonly string[],
  { from, to, tell, consumers = [] }: Move,
): Promise<{ readonly aside: boolean } | undefined> => {
  const moved = rowsOf<{ aside: boolean }>(
    await db.query(
      `with moved as (update checkpoints set position = $3 where name = any($1::text[]) and position = $2 returning name)
       select name, case when $4::text is not null then pg_notify($4, $3::text) end,
              exists (select from parked where state in ('parked', 'discarded') and consumer = any($5::text[])) as aside from moved`,
      [names, from, to, tell ?? null, consumers],
    ),
  );
  return moved.length === names.length ? { aside: moved.some(({ aside }) => aside) } : undefined;
};

/** Begins something anew, wherever it stood, and wakes whoever follows the log. */
export const resetCheckpoint = (db: Sql, name: string, details: object): Promise<unknown> =>
  db.query(
    `with reset as (
       insert into checkpoints (name, version, position, details) values ($1, 1, 0, $2)
       on conflict (name) do update set position = 0, details = excluded.details returning 1
     ) select pg_notify('appended_' || current_schema(), position::text) from log_head, reset`,
    [name, JSON.stringify(details)],
  );

/** Ends it, unless it has been begun anew or moved by somebody else. */
export const removeCheckpoint = (db: Sql, name: string, position: number): Promise<unknown> =>
  db.query('delete from checkpoints where name = $1 and position = $2', [name, position]);

/** Moves one checkpoint in the same way, with what is to be remembered beside it. */
export const moveWithDetails = async (
  db: Sql,
  name: string,
  { from, to, details }: { from: number; to: number; details: object },
): Promise<boolean> =>
  rowsOf<Checkpoint>(
    await db.query(
      `with moved as (update checkpoints set position = $3, details = $4 where name = $1 and position = $2 returning name)
       select name from moved`,
      [name, from, to, JSON.stringify(details)],
    ),
  ).length === 1;
