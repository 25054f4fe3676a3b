import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { roles, type AccessSettings, type Role } from '@millwright/platform';

const issuer = 'https://issuer.test';
const audience = 'millwright';
const key = 'test';
let pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;
const keys = () => (pair ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const keySet = () => ({
  keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid: key, alg: 'ES256', use: 'sig' }],
});

/** A plant that believes the issuer of this process, and the roles that it names. */
export const testAccess = (): AccessSettings => ({
  provider: { issuer, audience, keys: keySet() as never, actorClaim: 'sub', rolesClaim: 'roles' },
  requestsPerSecond: 0,
});

/** The same for a service in another process. */
export const testAccessEnvironment = (): Record<string, string> => ({
  MILLWRIGHT_OIDC_ISSUER: issuer,
  MILLWRIGHT_OIDC_AUDIENCE: audience,
  MILLWRIGHT_OIDC_JWKS: JSON.stringify(keySet()),
  MILLWRIGHT_OIDC_ROLES_CLAIM: 'roles',
  MILLWRIGHT_REQUESTS_PER_SECOND: '0',
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface TestTokenOptions {
  /** Every one, when it is not said. */
  readonly roles?: readonly Role[];
  readonly header?: object;
  readonly claims?: object;
}

/** An access token of the test issuer, good for an hour. */
export function testToken(actor: string, { roles: held = roles, header, claims }: TestTokenOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const said = { iss: issuer, aud: audience, sub: actor, iat: now, exp: now + 3_600, roles: held, ...claims };
  const signed = `${part({ alg: 'ES256', typ: 'at+jwt', kid: key, ...header })}.${part(said)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: keys().privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

export const testBearer = (actor: string, options?: TestTokenOptions): { authorization: string } => ({
  authorization: `Bearer ${testToken(actor, options)}`,
});
