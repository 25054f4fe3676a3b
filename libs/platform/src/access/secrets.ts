import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the parameters that OWASP asks for at least; passwords and PINs are guessable, so a guess must cost something. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashOfPassword = (password: string): Promise<string> => hash(password, cost);

let nobodys: Promise<string> | undefined;

/** A name that is not known takes as long as one that is. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  nobodys ??= hashOfPassword(randomBytes(16).toString('hex'));
  const right = await verify(kept ?? (await nobodys), password);
  return right && kept !== undefined;
}

/** Long and random, so that one round of SHA-256 keeps it safe. */
export const randomKey = (): string => randomBytes(32).toString('base64url');
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

export const isKey = (key: string, kept: string | undefined): boolean =>
  timingSafeEqual(Buffer.from(hashOfKey(key)), Buffer.from(kept ?? hashOfKey(''))) && kept !== undefined;

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** To be read from a screen and typed once: 24 characters without those that look alike, about 118 bits. */
export const randomPassword = (): string =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  );
