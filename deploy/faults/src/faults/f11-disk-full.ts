import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPlant } from '../plant/running-plant.js';
import { type Fault, seconds } from './fault.js';
import { acceptedSoon, expectNothingWorse } from './answers.js';

export const diskFull: Fault<RunningPlant> = {
  id: 'F11',
  title: 'the volume of the database full for a while',
  async inject(ground) {
    const { plant, load, length, expect, say } = ground;
    const { volume } = plant.database;
    if (volume === undefined) return say('left out: only root on Linux may mount a volume that can be filled');
    let tookMs = 0;
    const entries = await load.during(async () => {
      await volume.fill();
      await sleep(length(8_000, 60_000));
      await volume.makeRoom();
      const roomAt = Date.now();
      await plant.database.supervise();
      await plant
        .untilReady(60_000)
        .catch((error: unknown) => expect('ready again when there is room', false, String(error)));
      tookMs = Date.now() - roomAt;
    });
    expectNothingWorse(ground, entries);
    const refused = entries.filter(({ status }) => status === 503).length;
    say(
      `${entries.length} answers, ${refused} of them that there is no room; ready ${seconds(tookMs)} after there was`,
    );
    expect('the full volume was noticed', refused > 0);
    expect('commands are accepted again', await acceptedSoon(ground));
  },
};
