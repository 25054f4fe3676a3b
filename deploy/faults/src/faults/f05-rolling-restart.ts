import { isServerError, told } from './answers.js';
import { type Fault, seconds } from './fault.js';
import { roll } from './roll.js';

const GRACE_MS = 15_000;

export const rollingRestart: Fault = {
  id: 'F05',
  title: 'SIGTERM under load: a rolling restart of every service',
  async inject({ plant, load, expect, expectWithin, say }) {
    let slowest = 0;
    const entries = await load.during(async () => {
      slowest = await roll(plant);
    });
    const failed = entries.filter(isServerError);
    const resets = entries.filter(({ status }) => status === undefined);
    say(`${entries.length} answers, ${resets.length} connections reset, slowest stop ${seconds(slowest)}`);
    expect('no 5xx', failed.length === 0, told(failed));
    expectWithin('stopped', slowest, GRACE_MS);
  },
};
