import { parseArgs } from 'node:util';

export interface DemoArguments {
  readonly once: boolean;
  readonly json: boolean;
  readonly distributed: boolean;
  /** Where a plant answers that somebody else runs. */
  readonly at?: string;
  readonly watched: boolean;
  readonly help: boolean;
}

export const usage = `Plays a day of a plant over HTTP and checks every figure of it.

  npm run demo                        starts the site runtime on a fresh database, plays, stays up
  npm run demo -- --once              stops afterwards; exit code 0 only when every check held
  npm run demo -- --once --json       ends with one JSON object on standard output
  npm run demo -- --distributed       five processes, five databases and a real Kafka instead
  npm run demo -- --at <address>      a plant that runs already, such as http://127.0.0.1:8080, and has not seen the story yet
  npm run demo -- --watched           shows metrics, and sends traces to a receiver of OTLP

  --once         stop after the story
  --json         the story goes to standard error, the result as JSON to standard output
  --distributed  needs Docker, or Java 17 and Maven
  --at           needs the password of its first administrator in MILLWRIGHT_ADMINISTRATOR_PASSWORD; it stays up as it is
  --watched      metrics on 127.0.0.1:9464, of five processes to 9468; traces to 127.0.0.1:4318, or MILLWRIGHT_OTLP_URL
  --help         this text
`;

/** Throws with a sentence about an option that does not exist. */
export function readArguments(given: readonly string[]): DemoArguments {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...given],
    options: { once: flag, json: flag, distributed: flag, watched: flag, at: { type: 'string' }, help: flag },
    strict: true,
  });
  return values;
}
