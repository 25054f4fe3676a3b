import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  importJWK,
  jwtVerify,
  type CryptoKey,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { Provider } from './access-settings.js';
import type { AccessList } from './access-list.js';
import { actorPattern, type Limit, type Principal } from './principal.js';
import { isRole, type Role } from './roles.js';
import { BadToken, formOf, type TokenForm } from './token-form.js';

/** The keys of the provider cannot be had just now: nobody's fault who sent a token. */
export class ProviderAway extends Error {}

/** Clocks of a plant are not all the same. */
const toleratedSeconds = 5;
const ownAlgorithm = 'EdDSA';
const providerAlgorithms = ['ES256', 'EdDSA', 'RS256', 'PS256'];

/** Who Millwright itself is as an issuer, and whom its tokens are for: this site alone. */
export const ownIssuer = (site: string): string => `millwright:${site}`;

/** Turns a token into the principal that it proves, or throws what is wrong with it. */
export class TokenVerifier {
  private readonly imported = new Map<string, CryptoKey>();
  private readonly providerKeys: JWTVerifyGetKey | undefined;

  constructor(
    private readonly site: string,
    private readonly provider: Provider | undefined,
  ) {
    if (provider === undefined) return;
    this.providerKeys =
      provider.keys instanceof URL
        ? // A key that is not known is asked for again, at most once in ten seconds: rotation, and no way to have us flood the provider.
          createRemoteJWKSet(provider.keys, { cooldownDuration: 10_000, cacheMaxAge: 600_000, timeoutDuration: 3_000 })
        : createLocalJWKSet(provider.keys);
  }

  async verify(token: string, list: AccessList): Promise<Principal> {
    const form = formOf(token);
    if (form.claims.iss === ownIssuer(this.site)) return this.verifyOwn(token, form, list);
    if (this.provider !== undefined && form.claims.iss === this.provider.issuer)
      return this.verifyForeign(token, form, this.provider);
    throw new BadToken('The token comes from an issuer that is not trusted here.');
  }

  private async verifyOwn(token: string, { type, algorithm, key }: TokenForm, list: AccessList): Promise<Principal> {
    if (type !== 'at+jwt') throw new BadToken('The token is no access token.');
    if (algorithm !== ownAlgorithm) throw new BadToken('The token is signed in a way that is not accepted.');
    const announced = list.keyOf(key) ?? (await list.keyAfterLookingAgain(key));
    if (announced === undefined) throw new BadToken('The token is signed with a key that is not known.');
    let publicKey = this.imported.get(key);
    if (publicKey === undefined) {
      publicKey = (await importJWK({ kty: 'OKP', crv: 'Ed25519', x: announced.publicKey }, ownAlgorithm)) as CryptoKey;
      this.imported.set(key, publicKey);
    }
    const audience = ownIssuer(this.site);
    const { payload } = await checked(
      jwtVerify(token, publicKey, { ...common, issuer: audience, audience, algorithms: [ownAlgorithm] }),
    );
    return {
      ...identity(payload, 'sub'),
      station: textOf(payload.station),
      credentials: textsOf(payload.credentials) ?? [],
      limitedTo: limitOf(payload),
      vouchedRoles: [],
      signedBy: key,
    };
  }

  private async verifyForeign(token: string, form: TokenForm, provider: Provider): Promise<Principal> {
    if (!isAccessToken(form)) throw new BadToken('The token is no access token.');
    if (!providerAlgorithms.includes(form.algorithm))
      throw new BadToken('The token is signed in a way that is not accepted.');
    const { issuer, audience, actorClaim, rolesClaim } = provider;
    const { payload } = await checked(
      jwtVerify(token, this.providerKeys as JWTVerifyGetKey, {
        ...common,
        issuer,
        audience,
        algorithms: providerAlgorithms,
      }),
    );
    const vouched = rolesClaim === undefined ? [] : (textsOf(payload[rolesClaim]) ?? []).filter(isRole);
    return { ...identity(payload, actorClaim), credentials: [], vouchedRoles: vouched };
  }
}

const common = { clockTolerance: toleratedSeconds, requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'] };

/** RFC 9068 says `at+jwt`; Keycloak says `JWT` and tells its kinds apart by a claim. An ID token is never one. */
const isAccessToken = ({ type, claims }: TokenForm): boolean =>
  type === 'at+jwt' || (type === 'jwt' && claims.typ === 'Bearer' && claims.nonce === undefined);

async function checked<T>(verification: Promise<T>): Promise<T> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new BadToken('The token has expired.');
    if (
      error instanceof errors.JWKSTimeout ||
      error instanceof errors.JWKSInvalid ||
      !(error instanceof errors.JOSEError)
    )
      throw new ProviderAway('The keys of the identity provider cannot be read just now.');
    throw new BadToken('The token is not valid.');
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function identity(payload: JWTPayload, claim: string): Pick<Principal, 'id' | 'expiresAt'> {
  const named = textOf(payload[claim]);
  const id = named !== undefined && uuid.test(named) ? `person:${named}` : named;
  if (id === undefined || !actorPattern.test(id) || payload.exp === undefined)
    throw new BadToken('The token names nobody that Millwright can record.');
  return { id, expiresAt: payload.exp };
}

function limitOf(payload: JWTPayload): Limit | undefined {
  const roles = textsOf(payload.roles);
  const workCenters = textsOf(payload.work_centers);
  if (roles === undefined && workCenters === undefined) return undefined;
  return { roles: roles?.filter(isRole) satisfies readonly Role[] | undefined, workCenters };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined;
