import { type Json, at, list } from '../json.js';
import { waitFor } from '../waiting.js';
import { plant, upTo } from './plant.js';
import type { Role, Stage } from './stage.js';

const order = plant.order.number;
export const assemblyJob = `/jobs/${order}/${plant.operations.assembly}`;
const station = plant.workCenters.assembly;
const parallelStarts = 20;

export async function peopleAndStarts(stage: Stage): Promise<void> {
  await skills(stage);
  await waitFor(
    `tracking knows the job ${assemblyJob}`,
    () => stage.tracking.ask(assemblyJob),
    ({ status }) => status === 200,
  );
  await clockIn(stage);
  await setUp(stage);
  await refusedWithoutCertificate(stage);
  await startedOnce(stage);
}

async function skills(stage: Stage): Promise<void> {
  const act = { by: 'system:personnel', station: 'OFFICE', at: stage.times.onTheDayBefore('08:15') };
  const validity: [Role, string][] = [
    ['operator', stage.times.daysBefore(-365)],
    ['secondOperator', stage.times.daysBefore(-365)],
    ['expiredOperator', stage.times.daysBefore(30)],
  ];
  for (const [role, validUntil] of validity) {
    const certificate = { ...plant.skill, validFrom: stage.times.daysBefore(700), validUntil };
    await stage.tracking.do(`/people/${stage.memory.people[role]}/skills`, certificate, act);
  }
}

async function clockIn(stage: Stage): Promise<void> {
  const shift: Role[] = ['operator', 'expiredOperator', 'secondOperator', 'inspector', 'packer'];
  for (const role of shift)
    await stage.tracking.do('/attendance/clock-in', {}, stage.act(role, 'GATE', stage.times.on('05:55')));
  stage.say(`The shift clocks in at 05:55, operator 1001 with skill ${plant.skill.skill} level ${plant.skill.level}.`);
}

async function setUp(stage: Stage): Promise<void> {
  const { start, end } = stage.times.setup;
  const activity = await stage.tracking.create(
    `${assemblyJob}/start`,
    { kind: 'setup' },
    stage.act('operator', station, start),
    'activity',
  );
  await stage.tracking.do(`${assemblyJob}/finish`, { activity }, stage.act('operator', station, end));
  stage.say(`${station} is set up in ${plant.minutes.setup} minutes.`);
}

async function refusedWithoutCertificate(stage: Stage): Promise<void> {
  const refusal = await stage.tracking.send(
    `${assemblyJob}/start`,
    {},
    stage.act('expiredOperator', station, stage.times.on('06:14')),
  );
  stage.refused('start: operator 1002 is refused', refusal, {
    status: 409,
    code: 'skill-expired',
    skill: plant.skill.skill,
  });
  stage.check(
    'start: the refusal says until when the certificate was valid',
    stage.times.daysBefore(30),
    at(refusal.body, 'validUntil'),
  );
  stage.say('Operator 1002, whose certificate has expired, is refused.');
}

async function startedOnce(stage: Stage): Promise<void> {
  const act = stage.act('operator', station, stage.times.setup.end);
  const answers = await Promise.all(
    upTo(parallelStarts).map(() => stage.tracking.send(`${assemblyJob}/start`, { kind: 'run' }, act)),
  );
  const accepted = answers.filter(({ status }) => status < 300);
  const refused = answers.filter(({ status }) => status >= 300);
  stage.check('start: of twenty identical parallel requests one opens the activity', 1, accepted.length);
  stage.check(
    'start: the others are refused',
    { 'activity-already-open': parallelStarts - 1 },
    countedByCode(refused.map(({ body }) => at(body, 'code'))),
  );
  stage.memory.activity = String(at(accepted[0]?.body, 'activity') ?? '');
  const named = new Set(refused.map(({ body }) => at(body, 'activity') ?? null));
  stage.check('start: each refusal names the open activity', [stage.memory.activity], [...named]);
  const open = list(await stage.tracking.get(assemblyJob), 'activities').filter(isOpen);
  stage.check(
    'start: exactly one activity is open',
    [stage.memory.activity],
    open.map((one) => at(one, 'activity') ?? null),
  );
  stage.say(`Of ${parallelStarts} identical parallel start requests of operator 1001 exactly one opens the activity.`);
}

const isOpen = (activity: Json): boolean => {
  const ended = at(activity, 'finishedAt') ?? at(activity, 'endedAt') ?? null;
  const status = at(activity, 'status');
  return ended === null && status !== 'finished';
};

function countedByCode(codes: readonly (Json | undefined)[]): Json {
  const counted: { [code: string]: number } = {};
  for (const code of codes) counted[String(code)] = (counted[String(code)] ?? 0) + 1;
  return counted;
}
