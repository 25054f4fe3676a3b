import { rm } from 'node:fs/promises';
import { runDirectory } from './plant/run-directory.js';
import type { RunningPlant } from './plant/running-plant.js';
import { type FaultReport, failures } from './report.js';
import { Round, type Runtime } from './round.js';
import { selection } from './schedule.js';

/** Some faults in one plant, in half the time of a default run, for a spec. What is kept of a run that failed is named with what failed. */
export async function failuresOfRound<P extends RunningPlant>(
  { prepare, faults }: Runtime<P>,
  ids: readonly string[],
): Promise<{ readonly played: readonly string[]; readonly failed: readonly string[] }> {
  const seed = '1';
  const directory = await runDirectory();
  const reports: FaultReport[] = [];
  await Round.play({
    directory,
    seed,
    prepare,
    faults: selection(faults, seed, ids),
    pace: 'brief',
    thorough: false,
    say: () => undefined,
    reported: (report) => void reports.push(report),
  });
  const failed = reports.flatMap((report) => failures(report).map((line) => `${report.fault} ${line}`));
  if (failed.length === 0) await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  else failed.push(`Everything of it is in ${directory}`);
  return { played: reports.map(({ fault }) => fault).sort(), failed };
}
