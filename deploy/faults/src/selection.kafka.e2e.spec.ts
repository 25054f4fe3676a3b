import { rm } from 'node:fs/promises';
import { faults } from './faults/index.js';
import { Plant } from './plant/plant.js';
import { runDirectory } from './plant/run-directory.js';
import { type FaultReport, failures } from './report.js';
import { Round } from './round.js';
import { selection } from './schedule.js';

/** Some of `npm run faults`, in one plant; what is kept of a run that failed is named in the failure. */
describe('the distributed system, broken under load', () => {
  it('holds what it promises', async () => {
    const seed = '1';
    const directory = await runDirectory();
    const reports: FaultReport[] = [];
    await Round.play({
      directory,
      seed,
      prepare: Plant.prepare,
      faults: selection(faults, seed, ['F02', 'F18', 'F28', 'F29']),
      pace: 'brief',
      thorough: false,
      say: () => undefined,
      reported: (report) => void reports.push(report),
    });
    const failed = reports.flatMap((report) => failures(report).map((line) => `${report.fault} ${line}`));
    expect({ directory, failed }).toEqual({ directory, failed: [] });
    expect(reports.map(({ fault }) => fault).sort()).toEqual(['F02', 'F18', 'F28', 'F29']);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }, 480_000);
});
