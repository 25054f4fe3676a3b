import { isKey, isPassword, ProblemException, type TokenSubject } from '@millwright/platform';
import type { EntityManager } from 'typeorm';
import type { SignIn } from './access.commands.js';
import { keptCredential, wearerOf, type Kept } from './credential.entity.js';
import { attemptSucceeded, beginAttempt } from './sign-in-failure.entity.js';

export type SignInAnswer = TokenSubject | { readonly refused: true } | { readonly lockedSeconds: number };

export const tooManyAttempts = (seconds: number): ProblemException => {
  const { problem } = ProblemException.of(
    429,
    'too-many-attempts',
    `Too many attempts; nobody signs in under this name for ${seconds} s.`,
  );
  return new ProblemException(problem, seconds);
};

const refused = { refused: true } as const;

/** Whoever is refused learns nothing of why, neither from the answer nor from how long it took. */
export function whoSignsIn(db: EntityManager, said: SignIn): Promise<SignInAnswer> {
  switch (said.grant) {
    case 'api-key':
      return byKey(db, said);
    case 'password':
      return byPassword(db, said);
    case 'pin':
    case 'badge':
      return atTerminal(db, said);
  }
}

async function byKey(db: EntityManager, { key }: SignIn): Promise<SignInAnswer> {
  const kept = await keptKey(db, key);
  // A terminal by itself is nobody: whoever stands at it signs in.
  return kept === undefined || kept.station !== null ? refused : subjectOf(kept, kept.principal, [kept.credential]);
}

async function byPassword(db: EntityManager, { login = '', password = '' }: SignIn): Promise<SignInAnswer> {
  const name = login.toLowerCase();
  const seconds = await beginAttempt(db, `password:${name}`);
  if (seconds > 0) return { lockedSeconds: seconds };
  const kept = await keptCredential(db, 'password', name);
  const right = await isPassword(password, kept?.secret ?? undefined);
  if (!right || kept === undefined) return refused;
  await attemptSucceeded(db, `password:${name}`);
  return subjectOf(kept, kept.principal, [kept.credential]);
}

/** The terminal's key says where, the badge says who, and the PIN proves it, where the badge alone does not suffice. */
async function atTerminal(db: EntityManager, { grant, key, badge = '', pin = '' }: SignIn): Promise<SignInAnswer> {
  const terminal = await keptKey(db, key);
  if (terminal === undefined || terminal.station === null) return refused;
  const name = `${grant}:${badge}`;
  const seconds = await beginAttempt(db, name);
  if (seconds > 0) return { lockedSeconds: seconds };
  const kept = grant === 'pin' ? await byPin(db, badge, pin) : await keptOfWearer(db, 'badge', badge);
  if (kept === undefined) return refused;
  await attemptSucceeded(db, name);
  return subjectOf(terminal, kept.principal, [terminal.credential, kept.credential]);
}

const keptOfWearer = async (db: EntityManager, kind: 'pin' | 'badge', badge: string): Promise<Kept | undefined> =>
  keptCredential(db, kind, (await wearerOf(db, badge)) ?? '');

async function byPin(db: EntityManager, badge: string, pin: string): Promise<Kept | undefined> {
  const kept = await keptOfWearer(db, 'pin', badge);
  return (await isPassword(pin, kept?.secret ?? undefined)) ? kept : undefined;
}

const keyForm = /^mw_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/;

async function keptKey(db: EntityManager, key = ''): Promise<Kept | undefined> {
  const [, id = '', secret = ''] = keyForm.exec(key) ?? [];
  const kept = await keptCredential(db, 'api-key', id);
  return isKey(secret, kept?.secret ?? undefined) ? kept : undefined;
}

/** The limits are those of the key: a terminal that is for operators makes nobody a planner. */
const subjectOf = (
  { station, roles, workCenters, expiresAt }: Kept,
  principal: string,
  credentials: readonly string[],
): TokenSubject => ({
  principal,
  credentials,
  station: station ?? undefined,
  roles: roles ?? undefined,
  workCenters: workCenters ?? undefined,
  until: expiresAt ?? undefined,
});
