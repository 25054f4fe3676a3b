import type { Kind } from './setting.js';

export const text: Kind<string> = { should: 'a text', parse: (given) => given };

export const matching = (pattern: RegExp, should: string): Kind<string> => ({
  should,
  parse: (given) => (pattern.test(given) ? given : undefined),
});

export const oneOf = <Choice extends string>(...choices: readonly Choice[]): Kind<Choice> => ({
  should: `one of ${choices.join(', ')}`,
  parse: (given) => choices.find((choice) => choice === given.toLowerCase()),
});

export const flag: Kind<boolean> = {
  should: 'true or false',
  parse: (given) => (given === 'true' || given === 'false' ? given === 'true' : undefined),
};

interface Bounds {
  readonly least: number;
  readonly most?: number;
  /** What the number counts, such as "a number of seconds". */
  readonly of?: string;
}

const decimal = /^\d{1,15}(\.\d{1,9})?$/;

export const numberBetween = ({ least, most = Infinity, of = 'a number' }: Bounds): Kind<number> => ({
  should: `${of} ${most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`}`,
  parse: (given) => {
    const value = decimal.test(given) ? Number(given) : NaN;
    return value >= least && value <= most ? value : undefined;
  },
});

export const port: Kind<number> = {
  should: 'a port number from 0 to 65535',
  parse: (given) => (/^\d{1,5}$/.test(given) && Number(given) <= 65_535 ? Number(given) : undefined),
};

/** Several, with commas between. Blanks around one, and a comma too many, do no harm. */
export const listOf = <One>(one: Kind<One>, should: string): Kind<readonly One[]> => ({
  should,
  parse: (given) => {
    const parts = given.split(',').map((part) => part.trim());
    const values = parts.filter((part) => part !== '').map(one.parse);
    return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
  },
});

export const url = (protocols: readonly string[], should: string, suits = (_: URL): boolean => true): Kind<string> => ({
  should,
  parse: (given) => {
    if (!URL.canParse(given)) return undefined;
    const parsed = new URL(given);
    return protocols.includes(parsed.protocol) && suits(parsed) ? given : undefined;
  },
});

/** One PEM block or several. */
export const pem = (what: string): Kind<string> => ({
  should: `${what} in PEM, which begins with -----BEGIN`,
  parse: (given) => (given.includes('-----BEGIN ') && given.includes('-----END ') ? given : undefined),
});
