import { isIP } from 'node:net';
import type { AllowedTargets } from './allowed-targets.js';
import { kindOf } from './special-addresses.js';

/** Somebody's address on the network, as far as its text says. */
export interface Target {
  readonly url: URL;
  /** A name without the dot at its end, or an address without brackets. */
  readonly host: string;
  readonly isAddress: boolean;
}

/** Why nothing is sent there, in a sentence without its first word: "it …". */
export type Refusal = string;

const longest = 2_000;
/** What means one thing in one network and another in the next. */
const internalNames =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|svc|cluster|home\.arpa|test|invalid|example|onion)$/;

export const isRefusal = (found: Target | Refusal): found is Refusal => typeof found === 'string';

/**
 * Reads the address as a browser would, so that numbers in decimal, octal or hexadecimal, wide digits and percent signs have
 * become what they mean before anything is compared.
 */
export function targetOf(text: string, allowed: AllowedTargets): Target | Refusal {
  if (text.length > longest) return `is longer than ${longest} characters`;
  if (/[\s\\\p{C}]/u.test(text)) return 'contains blanks, control characters or backslashes';
  if (!URL.canParse(text)) return 'is no URL';
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const target = { url, host, isAddress: isIP(host) !== 0 };
  return refusalOf(target, allowed) ?? target;
}

function refusalOf(target: Target, allowed: AllowedTargets): Refusal | undefined {
  const { url, host, isAddress } = target;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is not of https';
  if (url.username !== '' || url.password !== '') return 'contains credentials';
  if (url.hash !== '') return 'has a fragment';
  if (host === '') return 'names no host';
  const isAllowed = isAddress ? allowed.hasAddress(host) : allowed.hasHost(host);
  return isAllowed ? undefined : strangersRefusal(target, allowed);
}

/** What is asked of those that the operator has not named. */
function strangersRefusal({ url, host, isAddress }: Target, allowed: AllowedTargets): Refusal | undefined {
  if (url.protocol === 'http:') return 'is not of https';
  if (url.port !== '') return 'names a port';
  if (isAddress) return addressRefusal(host, { host, isAddress }, allowed);
  return !host.includes('.') || internalNames.test(host) ? 'has a host with an internal name' : undefined;
}

/** Where the name of a target has led to, or why not there. */
export function addressRefusal(
  address: string,
  { host, isAddress }: Pick<Target, 'host' | 'isAddress'>,
  allowed: AllowedTargets,
): Refusal | undefined {
  const kind = kindOf(address);
  if (kind === 'public' || allowed.hasAddress(address)) return undefined;
  if (kind === 'private' && !isAddress && allowed.hasHost(host)) return undefined;
  return 'leads to an address that is not public';
}
