import { randomUUID } from 'node:crypto';
import { hashOfKey, randomKey, Sender, type Role, type ServiceRuntime } from '@millwright/platform';
import { grantRole, issueCredential } from './access.decider.js';
import { keepCredential } from './credential.entity.js';
import { signingKey } from './signing-key.preparation.js';

const goodFor = 24 * 3_600_000;

/** A key for a program that has started the plant in its own process: it holds the database, so nobody else has to let it in. */
export async function keyFor(runtime: ServiceRuntime, principal: string, role: Role): Promise<string> {
  const { executor, projector, database } = runtime;
  // Before the grant, so that who has heard of the one knows the other.
  await signingKey(runtime);
  const credential = randomUUID();
  const secret = randomKey();
  const sender = (key: string) => Sender.ofSystem('site', key).context;
  const expiresAt = new Date(Date.now() + goodFor).toISOString();
  const issue = { credential, kind: 'api-key', principal, expiresAt } as const;
  await executor.execute(issueCredential, issue, sender(credential));
  const granted = await executor.execute(grantRole, { principal, role }, sender(randomUUID()));
  await keepCredential(database.manager, { ...issue, lookup: credential, secret: hashOfKey(secret) });
  await projector.progress.passed(granted.position, 3_000);
  return `mw_${credential}_${secret}`;
}
