import type { Pool } from 'pg';

const lasts = 5_000;

/** Takes the lease when it is free, expired by the database's clock, or one's own already; true when one has it now. */
const take = async (pool: Pool, name: string, holder: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `insert into leases as l (name, holder, expires_at) values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
     on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
      where l.holder = excluded.holder or l.expires_at < clock_timestamp()`,
    [name, holder, lasts],
  );
  return rowCount === 1;
};

const give = (pool: Pool, name: string, holder: string): Promise<unknown> =>
  pool.query('update leases set expires_at = clock_timestamp() where name = $1 and holder = $2', [name, holder]);

/**
 * One process of a service leads: it projects, reacts, relays and listens. A lease that expires, not a session lock: a
 * suspended process keeps its connection, and with it a lock. Nothing relies on there never being two for a moment.
 */
export class Lease {
  private held = false;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private given: Promise<void> | undefined;
  private askedAt: number | undefined;
  /** Why the database could not be asked the last time. */
  lastError: unknown;

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly holder: string,
    private readonly leading: { begin(): Promise<void>; end(): Promise<void>; onError(error: unknown): void },
  ) {}

  get isHeld(): boolean {
    return this.held;
  }

  /** For how many milliseconds the database has not answered. */
  get silence(): number {
    return this.askedAt === undefined ? 0 : Date.now() - this.askedAt;
  }

  async start(): Promise<void> {
    this.stopping = false;
    this.given = undefined;
    await this.renew();
  }

  stop(): Promise<void> {
    return (this.given ??= this.giveUp());
  }

  private async giveUp(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    if (!this.held) return;
    this.held = false;
    await this.leading.end();
    await give(this.pool, this.name, this.holder).catch(() => undefined);
  }

  private async ask(): Promise<boolean> {
    this.askedAt = Date.now();
    try {
      const has = await take(this.pool, this.name, this.holder);
      this.lastError = undefined;
      return has;
    } catch (error) {
      this.lastError = error;
      return false;
    } finally {
      this.askedAt = undefined;
    }
  }

  private async renew(): Promise<void> {
    const has = await this.ask();
    if (this.stopping) return;
    try {
      if (has && !this.held) {
        this.held = true;
        await this.leading.begin();
      } else if (!has && this.held) {
        this.held = false;
        await this.leading.end();
      }
    } catch (error) {
      this.leading.onError(error);
    } finally {
      this.timer = setTimeout(() => void this.renew(), this.held ? lasts / 4 : lasts / 5);
    }
  }
}
