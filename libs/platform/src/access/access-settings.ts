import type { JSONWebKeySet } from 'jose';
import { SettingProblem } from '../setting-problem.js';

/** Somebody else who says who people are, such as the company's OpenID Connect provider. */
export interface Provider {
  readonly issuer: string;
  readonly audience: string;
  /** Where its keys are, or the keys themselves, for a plant that cannot reach it. */
  readonly keys: URL | JSONWebKeySet;
  /** The claim that names the actor: `person:<uuid>`, `machine:<id>`, `system:<name>` or the bare UUID of a person. */
  readonly actorClaim: string;
  /** The claim with the roles that the plant takes from it; without it, roles are granted in Millwright alone. */
  readonly rolesClaim?: string;
}

export interface AccessSettings {
  readonly provider?: Provider;
  /** How many requests one principal may make in a second, over a few seconds; 0 is without a limit. */
  readonly requestsPerSecond: number;
  /** Of the administrator that the first start makes; without it, one is made up and printed once. */
  readonly administratorPassword?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const shortestPassword = 12;
const generous = 2_000;

export const defaultAccess: AccessSettings = { requestsPerSecond: generous };

export function accessSettings(environment: Environment): AccessSettings {
  const requestsPerSecond = Number(environment.MILLWRIGHT_REQUESTS_PER_SECOND ?? generous);
  if (!(requestsPerSecond >= 0))
    throw new SettingProblem(
      `MILLWRIGHT_REQUESTS_PER_SECOND is ${environment.MILLWRIGHT_REQUESTS_PER_SECOND}; it should be a number, 0 for no limit`,
    );
  const administratorPassword = environment.MILLWRIGHT_ADMINISTRATOR_PASSWORD || undefined;
  if (administratorPassword !== undefined && administratorPassword.length < shortestPassword)
    throw new SettingProblem(
      `MILLWRIGHT_ADMINISTRATOR_PASSWORD is too short; it should have ${shortestPassword} characters at least`,
    );
  return { provider: providerOf(environment), requestsPerSecond, administratorPassword };
}

function providerOf(environment: Environment): Provider | undefined {
  const issuer = environment.MILLWRIGHT_OIDC_ISSUER;
  if (!issuer) return undefined;
  const audience = environment.MILLWRIGHT_OIDC_AUDIENCE;
  if (!audience)
    throw new SettingProblem('MILLWRIGHT_OIDC_AUDIENCE is not set; it should be what the provider calls Millwright');
  return {
    issuer,
    audience,
    keys: keysOf(environment),
    actorClaim: environment.MILLWRIGHT_OIDC_ACTOR_CLAIM || 'sub',
    rolesClaim: environment.MILLWRIGHT_OIDC_ROLES_CLAIM || undefined,
  };
}

function keysOf({ MILLWRIGHT_OIDC_JWKS: keys, MILLWRIGHT_OIDC_JWKS_URL: address }: Environment): URL | JSONWebKeySet {
  if (keys) {
    const set = parsed(keys);
    if (!isKeySet(set)) throw new SettingProblem('MILLWRIGHT_OIDC_JWKS is no JSON Web Key Set: {"keys":[…]}');
    return set;
  }
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined;
  // Whoever can change the keys on their way can sign in as anybody.
  if (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  )
    return url;
  throw new SettingProblem(
    'MILLWRIGHT_OIDC_JWKS_URL should be the https address of the keys of the provider (or MILLWRIGHT_OIDC_JWKS the keys themselves)',
  );
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);
