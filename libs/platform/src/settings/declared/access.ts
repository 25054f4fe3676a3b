import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { shortestPassword } from '../../access/shortest-password.js';
import { matching, numberBetween, text, url } from '../kinds.js';
import type { Kind, Setting } from '../setting.js';

const readBy = ['service', 'site', 'import'] as const;

export const administratorPassword: Setting<string> = {
  name: 'MILLWRIGHT_ADMINISTRATOR_PASSWORD',
  what: 'Of the administrator that the first start makes; without it, one is made up and printed once',
  example: '…',
  kind: matching(new RegExp(`^.{${shortestPassword},}$`, 's'), `${shortestPassword} characters at least`),
  readBy,
  secret: 'all',
};

export const requestsPerSecond: Setting<number> = {
  name: 'MILLWRIGHT_REQUESTS_PER_SECOND',
  what: 'How many requests one principal may make of one process, over five seconds; 0 is without a limit',
  unit: '1/s',
  example: '500',
  otherwise: '2000',
  kind: numberBetween({ least: 0 }),
  readBy,
};

export const oidcIssuer: Setting<string> = {
  name: 'MILLWRIGHT_OIDC_ISSUER',
  what: 'An OpenID Connect provider that is believed beside Millwright itself',
  example: 'https://login.example.com/realms/plant',
  kind: text,
  readBy,
};

export const oidcAudience: Setting<string> = {
  name: 'MILLWRIGHT_OIDC_AUDIENCE',
  what: 'What the provider calls Millwright',
  example: 'millwright',
  kind: text,
  readBy,
};

// Whoever can change the keys on their way can sign in as anybody.
const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

export const oidcKeysUrl: Setting<string> = {
  name: 'MILLWRIGHT_OIDC_JWKS_URL',
  what: 'Where the keys of the provider are',
  example: 'https://login.example.com/realms/plant/keys',
  kind: url(['https:', 'http:'], 'the https address of the keys of the provider', isSafe),
  readBy,
  secret: 'the password in its URL',
};

const keySet: Kind<JSONWebKeySet> = {
  should: 'a JSON Web Key Set: {"keys":[…]}',
  parse: (given) => {
    try {
      const set: JSONWebKeySet = JSON.parse(given);
      createLocalJWKSet(set);
      return set;
    } catch {
      return undefined;
    }
  },
};

export const oidcKeys: Setting<JSONWebKeySet> = {
  name: 'MILLWRIGHT_OIDC_JWKS',
  what: 'The keys themselves, for a plant that cannot reach the provider',
  example: '{"keys":[…]}',
  kind: keySet,
  readBy,
};

export const oidcActorClaim: Setting<string> = {
  name: 'MILLWRIGHT_OIDC_ACTOR_CLAIM',
  what: 'The claim that names the actor; a bare UUID is that of a person',
  example: 'employee_id',
  otherwise: 'sub',
  kind: text,
  readBy,
};

export const oidcRolesClaim: Setting<string> = {
  name: 'MILLWRIGHT_OIDC_ROLES_CLAIM',
  what: 'The claim with the roles that are believed; without it roles are granted in Millwright alone',
  example: 'roles',
  kind: text,
  readBy,
};
