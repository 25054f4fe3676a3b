import { type Json, at, list, pick } from '../json.js';
import { waitFor } from '../waiting.js';
import { at1001 } from './assembly.js';
import { assemblyJob } from './people-and-starts.js';
import { plant } from './plant.js';
import type { Stage } from './stage.js';
import { inspect } from './test.js';

const { assembly, test } = plant.operations;
const scrapReason = 'winding shorted';

export async function disposition(stage: Stage): Promise<void> {
  await notByTheRecorder(stage);
  await decided(stage);
  await scrapped(stage);
  await reworked(stage);
  await testedAgain(stage);
}

async function notByTheRecorder(stage: Stage): Promise<void> {
  const { nonconformance } = stage.memory.findings.rework;
  const own = { disposition: 'rework', reason: 'realign', reworkFrom: assembly };
  const refusal = await stage.quality.send(
    `/nonconformances/${nonconformance}/dispose`,
    own,
    stage.act('inspector', 'OFFICE', stage.times.on('12:32')),
  );
  stage.refused('disposition: the recorder may not dispose of his own finding', refusal, {
    status: 403,
    code: 'recorder-may-not-dispose',
  });
  stage.say('The inspector may not dispose of her own finding.');
}

async function decided(stage: Stage): Promise<void> {
  const { rework, scrap } = stage.memory.findings;
  const act = stage.act('qualityEngineer', 'OFFICE', stage.times.on('12:33'));
  await stage.quality.do(`/nonconformances/${scrap.nonconformance}/origin`, { operation: assembly }, act);
  await stage.quality.do(
    `/nonconformances/${rework.nonconformance}/dispose`,
    { disposition: 'rework', reason: 'realign gears', reworkFrom: plant.failures.rework.from },
    act,
  );
  await stage.quality.do(
    `/nonconformances/${scrap.nonconformance}/dispose`,
    { disposition: 'scrap', reason: scrapReason },
    act,
  );
  for (const [name, expected] of [
    ['rework', 'rework'],
    ['scrap', 'scrap'],
  ] as const) {
    const nonconformance = await stage.quality.get(`/nonconformances/${stage.memory.findings[name].nonconformance}`);
    stage.check(
      `disposition: ${name}, caused by operation ${assembly}`,
      { disposition: expected, originOperation: assembly },
      pick(nonconformance, 'disposition', 'originOperation'),
    );
  }
  stage.say(
    `The quality engineer decides: ${rework.unit} is reworked from operation ${assembly}, ${scrap.unit} is scrapped (${scrapReason}). Operation ${assembly} caused both.`,
  );
}

async function scrapped(stage: Stage): Promise<void> {
  const { unit } = stage.memory.findings.scrap;
  await stage.comes(`scrap: ${unit}`, 'scrapped', async () => at(await stage.tracking.get(`/units/${unit}`), 'status'));
}

async function reworked(stage: Stage): Promise<void> {
  const { unit } = stage.memory.findings.rework;
  const state = await waitFor(
    `${unit} waits for its rework`,
    () => stage.tracking.get(`/units/${unit}`),
    (seen) => at(seen, 'status') === 'rework' && list(seen, 'holds').length === 0,
  );
  stage.check(`rework: ${unit} runs again from operation ${assembly}`, [assembly], at(state, 'next'));
  const { start, end } = stage.times.rework;
  const activity = await stage.tracking.create(
    `${assemblyJob}/start`,
    { kind: 'rework' },
    at1001(stage, start),
    'activity',
  );
  await stage.tracking.do(`/units/${unit}/move-in`, { operation: assembly }, at1001(stage, start));
  await stage.tracking.do(`/units/${unit}/finish`, { operation: assembly }, at1001(stage, end));
  await stage.tracking.do(`${assemblyJob}/finish`, { activity }, at1001(stage, end));
}

async function testedAgain(stage: Stage): Promise<void> {
  const { unit } = stage.memory.findings.rework;
  const { start, end } = stage.times.retest;
  const act = stage.act('inspector', plant.workCenters.test, start);
  await stage.tracking.do(`/units/${unit}/move-in`, { operation: test }, act);
  const result = await inspect(stage, unit, { current: '1.07', noise: '60.3' }, end);
  stage.check(`rework: the second test of ${unit}`, 'passed', at(result, 'verdict'));
  await stage.tracking.do(`/units/${unit}/finish`, { operation: test }, { ...act, at: end });
  await stage.comes(`rework: the first attempt of ${unit} stays visible`, { [assembly]: [1, 2], [test]: [1, 2] }, () =>
    attempts(stage, unit),
  );
  const verdicts = list(await stage.quality.get(`/inspections?subject=${unit}`), 'items').map(
    (one) => at(one, 'verdict') ?? null,
  );
  stage.check(`rework: both tests of ${unit} stay visible`, ['failed', 'passed'], verdicts.sort());
  stage.say(
    `${unit} is reworked in ${plant.minutes.rework} minutes and passes its second test; the first attempt stays visible.`,
  );
}

/** The numbers of the attempts at each operation. */
async function attempts(stage: Stage, unit: string): Promise<Json> {
  const found: { [operation: string]: number[] } = {};
  for (const attempt of list(await stage.tracking.get(`/units/${unit}`), 'attempts')) {
    (found[String(at(attempt, 'operation'))] ??= []).push(Number(at(attempt, 'attempt')));
  }
  for (const numbers of Object.values(found)) numbers.sort();
  return found;
}
