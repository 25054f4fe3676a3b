import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { ownIssuer } from './token-verifier.js';

/** Short: what was got with a password outlives its withdrawal by no more than that even where nobody hears of it. */
export const tokenLivesSeconds = 600;

export interface SigningKey {
  readonly key: string;
  readonly privateKey: JWK;
}

export interface Issued {
  readonly token: string;
  readonly expiresAt: string;
}

/** What a token says beside the standard claims. */
export interface TokenSubject {
  readonly principal: string;
  readonly credentials: readonly string[];
  readonly station?: string;
  readonly roles?: readonly string[];
  readonly workCenters?: readonly string[];
  /** Where what it was got with expires before. */
  readonly until?: Date;
}

export async function newSigningKey(): Promise<SigningKey & { readonly publicKey: string }> {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  const privateKey = await exportJWK(pair.privateKey);
  return { key: randomUUID(), privateKey, publicKey: String(privateKey.x) };
}

/** Signs an access token (RFC 9068) for this site. */
export async function issueToken(
  site: string,
  { key, privateKey }: SigningKey,
  subject: TokenSubject,
): Promise<Issued> {
  const now = Math.floor(Date.now() / 1000);
  const expires = Math.min(now + tokenLivesSeconds, Math.floor((subject.until?.getTime() ?? Infinity) / 1000));
  const { principal, credentials, station, roles, workCenters } = subject;
  const token = await new SignJWT({ credentials, station, roles, work_centers: workCenters })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key })
    .setIssuer(ownIssuer(site))
    .setAudience(ownIssuer(site))
    .setSubject(principal)
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .setJti(randomUUID())
    .sign(await importJWK(privateKey, 'EdDSA'));
  return { token, expiresAt: new Date(expires * 1000).toISOString() };
}
