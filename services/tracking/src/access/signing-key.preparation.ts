import { newSigningKey, Sender, type ServiceRuntime, type SigningKey } from '@millwright/platform';
import { announceSigningKey } from './access.decider.js';
import { currentKey, isDue, newestKey } from './signing-key.entity.js';

/** With which tokens are signed now; makes the first key, and the next when its time has come. */
export async function signingKey(runtime: ServiceRuntime): Promise<SigningKey> {
  const db = runtime.database.manager;
  if (await isDue(db)) await announceNewKey(runtime);
  const key = await currentKey(db);
  if (key === undefined) throw new Error('There is no key to sign tokens with');
  return key;
}

/** Replicas that come at the same time announce the same key; under its name that is done once. */
async function announceNewKey({ database, executor, projector }: ServiceRuntime): Promise<void> {
  const { key, publicKey, usableUntil } = await newestKey(database.manager, await newSigningKey());
  const announced = await executor.execute(
    announceSigningKey,
    { key, publicKey, usableUntil: usableUntil.toISOString() },
    Sender.ofSystem('tracking', `signing-key/${key}`).context,
  );
  await projector.progress.passed(announced.position, 1_000);
}
