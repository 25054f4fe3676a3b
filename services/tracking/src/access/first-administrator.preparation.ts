import { randomUUID } from 'node:crypto';
import { hashOfPassword, randomPassword, Sender, type PlantSettings, type ServiceRuntime } from '@millwright/platform';
import type { Decider } from '@millwright/event-sourcing';
import { registerPerson } from '../person/person.decider.js';
import { enrol } from '../person/person.entity.js';
import { grantRole, issueCredential } from './access.decider.js';
import { keepCredential } from './credential.entity.js';
import { signingKey } from './signing-key.preparation.js';

const login = 'administrator';
const by = 'first-start';

/**
 * A plant in which nobody can sign in gets one administrator. Where a provider vouches for roles, it has its administrators.
 * The password is printed before it is good, and once: a crash in between makes the next start print another.
 */
export async function beginAccess(runtime: ServiceRuntime, { access }: PlantSettings): Promise<void> {
  if (access.provider?.rolesClaim !== undefined) return;
  await signingKey(runtime);
  const db = runtime.database.manager;
  await db.transaction(async (all) => {
    await all.query(`select pg_advisory_xact_lock(hashtextextended('millwright.first-administrator', 0))`);
    const others: unknown[] = await all.query(`select from credential where kind = 'password' limit 1`);
    if (others.length > 0) return;
    const principal = await registered(runtime);
    await record(runtime, grantRole, { principal, role: 'administrator' }, 'grant');
    const credential = randomUUID();
    await record(runtime, issueCredential, { credential, kind: 'password' as const, principal }, credential);
    const password = access.administratorPassword ?? randomPassword();
    const secret = await hashOfPassword(password);
    await keepCredential(all, { credential, kind: 'password', principal, lookup: login, secret });
    if (access.administratorPassword === undefined) tell(password);
  });
}

async function registered(runtime: ServiceRuntime): Promise<string> {
  const person = { badge: login, name: 'Administrator' };
  const enrolled = await enrol(runtime.database.manager, person, `system:${by}`, login);
  await record(runtime, registerPerson, enrolled, 'person');
  return enrolled.person;
}

async function record<C>(runtime: ServiceRuntime, decider: Decider<C>, command: C, key: string): Promise<void> {
  const outcome = await runtime.executor.execute(decider, command, Sender.ofSystem(by, key).context);
  if (outcome.kind === 'refused') throw new Error(`No administrator could be made: ${outcome.rejection.detail}`);
}

const tell = (password: string): void =>
  void process.stdout.write(
    `First start: sign in as "${login}" with the password ${password} (shown this once; POST /api/tracking/v1/tokens)\n`,
  );
