import { readArguments, usage, type DemoArguments } from './arguments.js';
import { type Check, describeDeviation } from './checks.js';
import { startDistributed } from './distributed.js';
import { plantAt } from './plant-at.js';
import { Narrator, linesTo } from './narrator.js';
import { type Outcome, playStory } from './play.js';
import type { RunningPlant } from './running-plant.js';
import { startFreshSite } from './site.js';

const INTERRUPTED = 130;

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const narrator = new Narrator(linesTo(wanted.json ? process.stderr : process.stdout));
  const interrupted = untilInterrupted();
  const starting = start(wanted, narrator);
  const plant = await Promise.race([starting, interrupted]);
  if (plant === INTERRUPTED) {
    narrator.note('Interrupted while starting.');
    await (await starting).stop();
    return INTERRUPTED;
  }
  try {
    return await playOn(plant, wanted, narrator, interrupted);
  } finally {
    narrator.note('Stopping.');
    narrator.fallSilent();
    await plant.stop();
  }
}

/** The ports that prometheus/local.yml and the collector of deploy/observability use. */
const watching = () => ({ metricsPort: 9464, otlpUrl: process.env.MILLWRIGHT_OTLP_URL ?? 'http://127.0.0.1:4318' });

function start({ distributed, watched, at }: DemoArguments, narrator: Narrator): Promise<RunningPlant> {
  const log = (message: string): void => narrator.note(message);
  if (at !== undefined) return plantAt(at, process.env.MILLWRIGHT_ADMINISTRATOR_PASSWORD);
  const options = { log, ...(watched ? watching() : {}) };
  return distributed ? startDistributed(options) : startFreshSite(options);
}

async function playOn(
  plant: RunningPlant,
  wanted: DemoArguments,
  narrator: Narrator,
  interrupted: Promise<typeof INTERRUPTED>,
): Promise<number> {
  narrator.note(`The plant is ready: ${plant.apiPages.join(', ')}`);
  const outcome = await Promise.race([playStory(plant, narrator), interrupted]);
  if (outcome === INTERRUPTED) return INTERRUPTED;
  report(outcome, wanted, narrator);
  if (!wanted.once && wanted.at === undefined) {
    narrator.note(`The plant stays up. API pages: ${plant.apiPages.join(', ')}   Ctrl-C stops it.`);
    narrator.note(`Sign in as "administrator" with the password ${plant.administratorPassword}`);
    await interrupted;
  }
  return outcome.ok ? 0 : 1;
}

function report({ ok, seconds, checks }: Outcome, wanted: DemoArguments, narrator: Narrator): void {
  const deviations = checks.filter((check) => !check.ok);
  narrator.note(`${checks.length - deviations.length} of ${checks.length} checks held, ${seconds.toFixed(1)} s.`);
  for (const deviation of deviations) narrator.note(`DEVIATION ${describeDeviation(deviation)}`);
  if (!wanted.json) return;
  process.stdout.write(`${JSON.stringify({ ok, mode: modeOf(wanted), seconds, checks })}\n`);
}

function modeOf({ at, distributed }: Pick<DemoArguments, 'at' | 'distributed'>): string {
  if (at !== undefined) return 'at';
  return distributed ? 'distributed' : 'site';
}

function untilInterrupted(): Promise<typeof INTERRUPTED> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(INTERRUPTED));
  });
}

/** Whoever reads the JSON gets one even when the plant did not start. */
function failed(error: unknown): number {
  const actual = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${actual}\n`);
  const start: Check = { name: 'the plant starts and stops', expected: 'without an error', actual, ok: false };
  const at = process.argv.find((argument) => argument.startsWith('--at'));
  const mode = modeOf({ at, distributed: process.argv.includes('--distributed') });
  if (process.argv.includes('--json'))
    process.stdout.write(`${JSON.stringify({ ok: false, mode, seconds: 0, checks: [start] })}\n`);
  return 1;
}

void main()
  .catch(failed)
  .then((code) => process.stdout.write('', () => process.exit(code)));
