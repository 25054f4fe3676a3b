import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { kafkaAvailability } from '@millwright/testing';
import { type FaultArguments, readArguments, usage } from './arguments.js';
import { faults, siteFaults } from './faults/index.js';
import { Plant } from './plant/plant.js';
import { runDirectory } from './plant/run-directory.js';
import type { RunningPlant } from './plant/running-plant.js';
import { SitePlant } from './plant/site-plant.js';
import { criterionLines, type FaultReport, failures, findingLines, held } from './report.js';
import { Round, type Runtime } from './round.js';
import { roundSeed, selection } from './schedule.js';

const started = Date.now();

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) {
    process.stdout.write(usage);
    return 0;
  }
  const missing = wanted.runtime === 'site' ? undefined : await kafkaAvailability();
  if (missing) throw new Error(`The faults need Kafka: ${missing} Install Docker, or Java 17 and Maven.`);
  selection<{ readonly id: string }>(wanted.runtime === 'site' ? siteFaults : faults, wanted.seed, wanted.only);
  const rounds: { seed: string; ok: boolean; reports: FaultReport[] }[] = [];
  for (let round = 1; round <= wanted.rounds; round++) {
    const seed = roundSeed(wanted.seed, round);
    say(`Round ${round} of ${wanted.rounds}, seed ${seed}`, wanted);
    const reports = await (wanted.runtime === 'site'
      ? play({ prepare: SitePlant.prepare, faults: siteFaults }, seed, wanted)
      : play({ prepare: Plant.prepare, faults }, seed, wanted));
    rounds.push({ seed, ok: reports.every(held), reports });
  }
  const failed = rounds.filter(({ ok }) => !ok);
  say(
    `${rounds.length - failed.length} of ${rounds.length} rounds held${failed.length > 0 ? `; seeds that did not: ${failed.map(({ seed }) => seed).join(', ')}` : ''}.`,
    wanted,
  );
  if (wanted.json) process.stdout.write(`${JSON.stringify({ ok: failed.length === 0, seed: wanted.seed, rounds })}\n`);
  return failed.length === 0 ? 0 : 1;
}

async function play<P extends RunningPlant>(
  { prepare, faults }: Runtime<P>,
  seed: string,
  wanted: FaultArguments,
): Promise<FaultReport[]> {
  const directory = await runDirectory();
  const reports: FaultReport[] = [];
  const reported = (report: FaultReport): void => {
    reports.push(report);
    for (const line of linesOf(report)) say(line, wanted);
  };
  try {
    const place = (given: string | undefined): string | undefined => given && resolve(given);
    const log = (message: string): void => say(message, wanted);
    await Round.play({
      directory,
      repository: place(wanted.services),
      previous: place(wanted.previous),
      seed,
      prepare,
      faults: selection(faults, seed, wanted.only),
      pace: wanted.full ? 'full' : 'default',
      thorough: true,
      say: log,
      reported,
    });
  } catch (error) {
    const evidence = error instanceof Error ? error.stack : String(error);
    reported({
      fault: 'RUN',
      title: 'the round',
      seconds: 0,
      criteria: [{ criterion: 'comes to its end', holds: false, evidence }],
      findings: [],
    });
  }
  if (reports.every(held) && !wanted.keep) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  else say(`Everything of this round is in ${directory}`, wanted);
  return reports;
}

/** After a fault what failed, at the end all invariants. */
function linesOf(report: FaultReport): string[] {
  const { fault, title, seconds } = report;
  const outcome = held(report) ? 'ok' : 'FAILED';
  return [
    `${fault} ${outcome} ${title} (${seconds.toFixed(1)} s)`,
    ...report.criteria
      .filter(({ holds }) => holds)
      .flatMap(criterionLines)
      .map((line) => `  ${line}`),
    ...report.findings
      .filter(({ problems }) => problems.length === 0)
      .flatMap(findingLines)
      .map((line) => `  ${line}`),
    ...failures(report).map((line) => `  ${line}`),
  ];
}

function say(message: string, { json }: FaultArguments): void {
  const line = `[${((Date.now() - started) / 1_000).toFixed(1).padStart(6)}] ${message}\n`;
  (json ? process.stderr : process.stdout).write(line);
}

// Whatever was started ends with this process, as long as it exits and is not killed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

void main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  })
  .then((code) => process.stdout.write('', () => process.exit(code)));
