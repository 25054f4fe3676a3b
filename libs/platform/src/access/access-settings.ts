import type { JSONWebKeySet } from 'jose';
import * as of from '../settings/declared/access.js';
import { readSettings } from '../settings/read-settings.js';
import type { Settings } from '../settings/settings.js';

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

export const defaultAccess: AccessSettings = accessSettings(readSettings('site', {}));

export function accessSettings(settings: Settings): AccessSettings {
  return {
    provider: providerOf(settings),
    requestsPerSecond: settings.of(of.requestsPerSecond),
    administratorPassword: settings.maybe(of.administratorPassword),
  };
}

function providerOf(settings: Settings): Provider | undefined {
  const issuer = settings.maybe(of.oidcIssuer);
  if (!issuer) return undefined;
  const keys = settings.maybe(of.oidcKeys);
  return {
    issuer,
    audience: settings.of(of.oidcAudience),
    keys: keys ?? new URL(settings.of(of.oidcKeysUrl)),
    actorClaim: settings.of(of.oidcActorClaim),
    rolesClaim: settings.maybe(of.oidcRolesClaim),
  };
}
