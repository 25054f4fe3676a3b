import { rm } from 'node:fs/promises';
import { siteFaults } from './faults/index.js';
import { runDirectory } from './plant/run-directory.js';
import { SitePlant } from './plant/site-plant.js';
import { type FaultReport, failures } from './report.js';
import { Round } from './round.js';
import { selection } from './schedule.js';

/** Some of `npm run faults -- --runtime site`; what is kept of a run that failed is named in the failure. */
describe('the site runtime, broken under load', () => {
  it('holds what it promises', async () => {
    const seed = '1';
    const directory = await runDirectory();
    const reports: FaultReport[] = [];
    await Round.play({
      directory,
      seed,
      prepare: SitePlant.prepare,
      faults: selection(siteFaults, seed, ['F09', 'F28']),
      pace: 'brief',
      thorough: false,
      say: () => undefined,
      reported: (report) => void reports.push(report),
    });
    const failed = reports.flatMap((report) => failures(report).map((line) => `${report.fault} ${line}`));
    expect({ directory, failed }).toEqual({ directory, failed: [] });
    expect(reports.map(({ fault }) => fault).sort()).toEqual(['F09', 'F28']);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }, 480_000);
});
