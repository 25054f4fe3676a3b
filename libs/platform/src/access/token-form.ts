import { repeatedKey } from './repeated-key.js';

/** Why a token is no good, in words that tell nothing of what would be. */
export class BadToken extends Error {}

export interface TokenForm {
  readonly algorithm: string;
  readonly type: string;
  readonly key: string;
  /** Not verified yet: good for choosing whose keys to try, and for nothing else. */
  readonly claims: Readonly<Record<string, unknown>>;
}

const longest = 8_192;

/** What a sender of tokens may say about the signature. All else in the header is an invitation to verify with a key of his own. */
const knownParameters = new Set(['alg', 'typ', 'kid', 'cty', 'x5t', 'x5t#S256']);

/** Looks at a token before any cryptography is done with it. */
export function formOf(token: string): TokenForm {
  if (token.length > longest) throw new BadToken(`The token is longer than ${longest} characters.`);
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    throw new BadToken('The token is no signed JWT of three parts.');
  const header = objectIn(parts[0], 'header');
  const claims = objectIn(parts[1], 'payload');
  const unknown = Object.keys(header).find((name) => !knownParameters.has(name));
  if (unknown !== undefined) throw new BadToken('The header of the token has a parameter that is not accepted.');
  const { alg, typ, kid } = header;
  if (typeof alg !== 'string' || typeof typ !== 'string' || typeof kid !== 'string' || kid.length > 200)
    throw new BadToken('The header of the token must name alg, typ and kid.');
  return { algorithm: alg, type: typ.toLowerCase().replace(/^application\//, ''), key: kid, claims };
}

function objectIn(part: string, name: string): Record<string, unknown> {
  const text = Buffer.from(part, 'base64url').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      // Two readers of {"sub":"a","sub":"b"} may see two people.
      if (repeatedKey(text) !== undefined) throw new BadToken(`The ${name} of the token names something twice.`);
      return value as Record<string, unknown>;
    }
  } catch (error) {
    if (error instanceof BadToken) throw error;
  }
  throw new BadToken(`The ${name} of the token is no JSON object.`);
}
