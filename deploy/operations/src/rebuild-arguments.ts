import { parseArgs } from 'node:util';

export interface RebuildArguments {
  readonly service: string;
  /** Without it, all read models of the service. */
  readonly readModel?: string;
  readonly url: string;
  /** Where keys are exchanged for tokens. */
  readonly tracking: string;
  readonly verify: boolean;
  readonly help: boolean;
}

export const usage = `Has read models computed anew from the first event, beside the live ones, and swapped with them.

  npm run rebuild -- <service> [read-model] [--url http://127.0.0.1:3000] [--verify]

Without a name, all read models of the service, one after the other. Reads go on meanwhile. The service does the work:
when this command is ended, or its connection lost, the service goes on; run it again to look on.
MILLWRIGHT_API_KEY is a key with the role administrator.

  --url       where the service answers
  --tracking  where tracking answers, which lets sign in; as --url when absent
  --verify    compare both row by row before the swap; exit code 1 when a row differs
`;

/** Throws with a sentence about what is wrong with the command line. */
export function readArguments(given: readonly string[]): RebuildArguments {
  const options = {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    tracking: { type: 'string' },
    verify: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  const { verify, help } = values;
  const [service, readModel] = positionals;
  if (!help && (positionals.length < 1 || positionals.length > 2))
    throw new Error(`Name a service, and one of its read models or none.\n\n${usage}`);
  const url = values.url.replace(/\/+$/, '');
  if (!/^https?:\/\//.test(url)) throw new Error(`--url ${url} should begin with http:// or https://.`);
  const tracking = values.tracking?.replace(/\/+$/, '') ?? url;
  return { service: service ?? '', readModel, url, tracking, verify, help };
}
