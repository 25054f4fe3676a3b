import { DateTime } from 'luxon';
import { type Check, Checks, describeDeviation } from './checks.js';
import type { RunningPlant } from './running-plant.js';
import { signInToPlay } from './signing-in.js';
import { Client, type ServiceName } from './client.js';
import type { Narrator } from './narrator.js';
import { chapters } from './story/chapters.js';
import { Stage } from './story/stage.js';
import { Timetable, lastMonday } from './story/timetable.js';

export interface Outcome {
  readonly ok: boolean;
  readonly seconds: number;
  readonly checks: readonly Check[];
}

/** Plays the whole story on a plant. Never throws because of what the plant answers, once it has signed in. */
export async function playStory(plant: Omit<RunningPlant, 'stop' | 'apiPages'>, narrator: Narrator): Promise<Outcome> {
  const startedAt = Date.now();
  const checks = new Checks((check) => narrator.note(`DEVIATION ${describeDeviation(check)}`));
  const session = await signInToPlay(plant, narrator);
  const client = (service: ServiceName): Client => new Client(service, plant.addresses[service], session);
  const stage = new Stage(client, new Timetable(lastMonday(DateTime.now())), checks, narrator);
  narrator.note(`The shift is that of ${stage.times.day}, 06:00 to 14:00 in Europe/Berlin.`);
  for (const [index, { title, play }] of chapters.entries()) {
    narrator.chapter(index + 1, chapters.length, title);
    if (!(await isPlayedToItsEnd(title, () => play(stage), checks))) break;
  }
  return { ok: checks.ok, seconds: (Date.now() - startedAt) / 1000, checks: checks.all };
}

/** The chapters build on each other: where one breaks off, so does the story. */
async function isPlayedToItsEnd(title: string, play: () => Promise<void>, checks: Checks): Promise<boolean> {
  try {
    await play();
    return true;
  } catch (error) {
    checks.check(`chapter "${title}"`, 'played to its end', error instanceof Error ? error.message : String(error));
    return false;
  }
}
