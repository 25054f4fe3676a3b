import type { SitePlant } from '../plant/site-plant.js';
import { isBad, isServerError, told } from './answers.js';
import { bringBack } from './bring-back.js';
import { type Fault, seconds } from './fault.js';

const GRACE_MS = 15_000;

export const restartSite: Fault<SitePlant> = {
  id: 'F05',
  title: 'SIGTERM under load, and started again',
  async inject({ plant, load, expect, expectWithin, say }) {
    let took = 0;
    let stoppedAt = 0;
    const entries = await load.during(async () => {
      const [site] = plant.replicas;
      const started = Date.now();
      await site.stop();
      stoppedAt = Date.now();
      took = stoppedAt - started;
      await bringBack(site);
    });
    const failed = entries.filter(
      (entry) => isBad(entry) || (Date.parse(entry.at) < stoppedAt && isServerError(entry)),
    );
    const cut = entries.filter(({ status }) => status === undefined);
    say(`${entries.length} answers, ${cut.length} without one while it was away, stopped in ${seconds(took)}`);
    expect(
      'no 5xx until it has stopped, and then none but "not yet" while it starts',
      failed.length === 0,
      told(failed),
    );
    expectWithin('stopped', took, GRACE_MS);
  },
};
