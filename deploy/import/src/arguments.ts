import { parseArgs } from 'node:util';
import { declared, type Settings } from '@millwright/platform';
import { IANAZone } from 'luxon';

export interface ImportArguments {
  readonly file: string;
  /** Of a running system; without it the site runtime is started for the duration of the import. */
  readonly url?: string;
  /** An API key with the role integrator, for a running system. */
  readonly key: string;
  /** IANA time zone in which the times of the file are meant. */
  readonly zone: string;
  readonly json: boolean;
  readonly help: boolean;
}

export const usage = `Imports the log of a shop floor: what was done when, by whom, on which machine.

  npm run import -- <file.csv> [--url http://127.0.0.1:3000] [--zone Europe/Berlin] [--json]

The first line names the columns, in any order:
  work_order,part,order_qty,operation,machine,worker,kind,started_at,ended_at,good_qty,rejected_qty,review_qty,rework

  kind          setup, run or breakdown
  started_at    local time of the plant, such as 2012-01-02T07:00:00; ended_at the same
  rework        yes when the pieces were run before, otherwise empty

  --url   a running system; without it the site runtime is started on MILLWRIGHT_DATA (./millwright-data). A running system
          asks for MILLWRIGHT_API_KEY, a key of system:import with the role integrator
  --zone  time zone of the file; without it MILLWRIGHT_TIME_ZONE, and UTC without that
  --json  ends with one JSON object on standard output; progress goes to standard error

Exit code 0: all is imported. 2: some rows are in <file>.rejected.csv with line number and reason, all others are imported.
1: it did not work, or the read models do not agree with the file. Running it again imports nothing twice.
`;

/** Throws with a sentence about what is wrong with the command line. */
export function readArguments(given: readonly string[], settings: Settings): ImportArguments {
  const options = {
    url: { type: 'string' },
    zone: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  const zone = values.zone ?? settings.of(declared.timeZone);
  if (!IANAZone.isValidZone(zone))
    throw new Error(`--zone ${zone} is no time zone; it should be something like Europe/Berlin.`);
  if (!values.help && positionals.length !== 1) throw new Error(`Name one file to import.\n\n${usage}`);
  const url = values.url?.replace(/\/+$/, '');
  if (url !== undefined && !/^https?:\/\//.test(url))
    throw new Error(`--url ${url} should begin with http:// or https://.`);
  const key = values.help || url === undefined ? '' : keyFrom(settings);
  return { file: positionals[0] ?? '', url, key, zone, json: values.json, help: values.help };
}

function keyFrom(settings: Settings): string {
  const key = settings.maybe(declared.apiKey);
  if (key) return key;
  throw new Error('MILLWRIGHT_API_KEY is not set; it should be an API key of system:import with the role integrator.');
}
