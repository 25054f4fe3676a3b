import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Permission } from './permissions.js';
import type { Principal } from './principal.js';
import { isRole, permissionsOf, type Role } from './roles.js';

export interface AnnouncedKey {
  /** Ed25519, base64url. */
  readonly publicKey: string;
  readonly usableUntil: number;
}

export interface Grant {
  readonly role: Role;
  /** Without it, everywhere at the site. */
  readonly workCenters?: readonly string[];
}

/** Whether somebody may: not at all, not there, or yes. */
export type Verdict = 'granted' | 'missing' | 'elsewhere';

const betweenLooksMs = 500;
const betweenExtraLooksMs = 100;

interface Row {
  readonly revision: number;
  readonly grants: readonly { principal: string; role: string; work_centers: string[] | null }[] | null;
  readonly keys: readonly { key: string; public_key: string; usable_until: string }[] | null;
  readonly revoked: readonly string[] | null;
}

/**
 * Who may do what, as one service has heard it, in the memory of each replica. A replica that has heard nothing denies. It
 * looks twice a second whether something has changed, which is why a withdrawal takes effect within seconds everywhere,
 * however long a token lives.
 */
export class AccessList {
  private grants: ReadonlyMap<string, readonly Grant[]> = new Map();
  private keys: ReadonlyMap<string, AnnouncedKey> = new Map();
  private revoked: ReadonlySet<string> = new Set();
  private revision = -1;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookedAt = 0;

  constructor(
    private readonly database: DataSource,
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.look().catch(this.onError), betweenLooksMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking?.catch(() => undefined);
  }

  keyOf(key: string): AnnouncedKey | undefined {
    const known = this.keys.get(key);
    return known !== undefined && known.usableUntil > Date.now() && !this.revoked.has(key) ? known : undefined;
  }

  /** The key may have been announced a moment ago; who sends unknown keys all the time makes us look ten times a second. */
  async keyAfterLookingAgain(key: string): Promise<AnnouncedKey | undefined> {
    const wait = this.lookedAt + betweenExtraLooksMs - Date.now();
    if (wait > 0) await sleep(wait);
    if (this.lookedAt + betweenExtraLooksMs <= Date.now()) await this.look().catch(this.onError);
    return this.keyOf(key);
  }

  /** A token outlives neither the key that signed it nor what it was got with. */
  isAlive({ credentials, signedBy }: Principal): boolean {
    return (
      !credentials.some((one) => this.revoked.has(one)) &&
      (signedBy === undefined || this.keyOf(signedBy) !== undefined)
    );
  }

  has(id: string, role: Role): boolean {
    return this.grants.get(id)?.some((one) => one.role === role) ?? false;
  }

  grantsOf({ id, vouchedRoles, limitedTo }: Principal): readonly Grant[] {
    const all = [...(this.grants.get(id) ?? []), ...vouchedRoles.map((role) => ({ role }))];
    return limitedTo?.roles === undefined ? all : all.filter(({ role }) => limitedTo.roles?.includes(role));
  }

  /** Reading is not bound to work centers; doing is, where the grant or the key says so. */
  verdict(principal: Principal, permission: Permission, workCenter?: string): Verdict {
    const holding = this.grantsOf(principal).filter(({ role }) => permissionsOf[role].has(permission));
    if (holding.length === 0) return 'missing';
    if (permission.endsWith('.read') || permission === 'access.own') return 'granted';
    const reaches = (places: readonly string[] | undefined): boolean =>
      places === undefined || (workCenter !== undefined && places.includes(workCenter));
    const within = reaches(principal.limitedTo?.workCenters);
    return within && holding.some(({ workCenters }) => reaches(workCenters)) ? 'granted' : 'elsewhere';
  }

  /** Some of what the principal may do is bound to work centers. */
  isBound(principal: Principal): boolean {
    return (
      principal.limitedTo?.workCenters !== undefined ||
      this.grantsOf(principal).some(({ workCenters }) => workCenters !== undefined)
    );
  }

  look(): Promise<void> {
    this.looking ??= this.read().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async read(): Promise<void> {
    this.lookedAt = Date.now();
    if (!this.database.isInitialized) return;
    const [row] = (await this.database.query(
      `select coalesce((select revision from access_revision), 0) as revision,
              (select jsonb_agg(g) from access_grant g) as grants, (select jsonb_agg(k) from access_key k) as keys,
              (select jsonb_agg(credential) from access_revoked) as revoked
        where coalesce((select revision from access_revision), 0) <> $1`,
      [this.revision],
    )) as Row[];
    if (row === undefined) return;
    this.revoked = new Set(row.revoked ?? []);
    this.keys = new Map(
      (row.keys ?? []).map((one) => [
        one.key,
        { publicKey: one.public_key, usableUntil: Date.parse(one.usable_until) },
      ]),
    );
    this.grants = grantsByPrincipal(row.grants ?? []);
    this.revision = row.revision;
  }
}

/** A role that this version does not know gives nothing. */
function grantsByPrincipal(rows: NonNullable<Row['grants']>): Map<string, Grant[]> {
  const found = new Map<string, Grant[]>();
  for (const { principal, role, work_centers: workCenters } of rows) {
    if (!isRole(role)) continue;
    const of = found.get(principal) ?? [];
    found.set(principal, of);
    of.push({ role, ...(workCenters && { workCenters }) });
  }
  return found;
}
