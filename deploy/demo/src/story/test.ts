import { type Json, at, list, pick } from '../json.js';
import { waitFor } from '../waiting.js';
import { figures } from './figures.js';
import { plant, unitNumber, upTo } from './plant.js';
import type { Stage } from './stage.js';

const { test: station } = plant.workCenters;
const { test: operation } = plant.operations;
const { failures } = plant;

export interface Measured {
  readonly current: string;
  readonly noise: string;
}

/** A good unit's values, a little different for each. */
const measuredAt = (n: number): Measured => ({
  current: n === failures.scrap.unit ? failures.scrap.current : `1.0${n % 10}`,
  noise: n === failures.rework.unit ? failures.rework.noise : `58.${n % 10}`,
});

export async function test(stage: Stage): Promise<void> {
  const { start } = stage.times.test(1);
  const activity = await stage.tracking.create(
    `/jobs/${plant.order.number}/${operation}/start`,
    { kind: 'run' },
    stage.act('inspector', station, start),
    'activity',
  );
  for (const n of upTo(figures.quantity)) await testUnit(stage, n);
  await stage.tracking.do(
    `/jobs/${plant.order.number}/${operation}/finish`,
    { activity },
    stage.act('inspector', station, stage.times.test(figures.quantity).end),
  );
  const failed = await stage.quality.get('/nonconformances');
  stage.check(
    'test: two failed, two nonconformances',
    [failures.rework.unit, failures.scrap.unit].map(unitNumber).sort(),
    list(failed, 'items')
      .map((one) => at(one, 'subject.id') ?? null)
      .sort(),
  );
  await stage.comes('test: good at operation 20', String(figures.quantity - 2), async () =>
    at(await stage.tracking.get(`/jobs/${plant.order.number}/${operation}`), 'good'),
  );
  for (const finding of Object.values(stage.memory.findings)) await held(stage, finding);
  await refusedAtPacking(stage);
}

async function testUnit(stage: Stage, n: number): Promise<void> {
  const { start, end } = stage.times.test(n);
  const unit = unitNumber(n);
  await stage.tracking.do(`/units/${unit}/move-in`, { operation }, stage.act('inspector', station, start));
  const result = await inspect(stage, unit, measuredAt(n), end);
  if (n === failures.rework.unit)
    return failed(stage, result, {
      finding: 'rework',
      unit,
      characteristic: 'noise',
      measured: `${failures.rework.noise} dB(A)`,
    });
  if (n === failures.scrap.unit)
    return failed(stage, result, {
      finding: 'scrap',
      unit,
      characteristic: 'no-load-current',
      measured: `${failures.scrap.current} A`,
    });
  if (at(result, 'verdict') !== 'passed') stage.check(`test: ${unit}`, 'passed', at(result, 'verdict'));
  await stage.tracking.do(`/units/${unit}/finish`, { operation }, stage.act('inspector', station, end));
}

/** One inspection with all its measurements; tracking lets a unit pass only when it has heard that it is good. */
export async function inspect(
  stage: Stage,
  unit: string,
  { current, noise }: Measured,
  instant: string,
): Promise<Json> {
  const act = stage.act('inspector', station, instant);
  const subject = { kind: 'unit', id: unit, item: plant.product };
  const inspection = await stage.quality.create(
    '/inspections',
    { plan: plant.inspectionPlan, subject, order: plant.order.number, operation },
    act,
    'inspection',
  );
  const measurements = [
    { characteristic: 'no-load-current', value: current, unit: 'AMP' },
    { characteristic: 'noise', value: noise, unit: '2N' },
  ];
  const result = await stage.quality.do(`/inspections/${inspection}/measurements`, { measurements }, act);
  const heard = (seen: Json): boolean =>
    list(seen, 'verdicts').some((verdict) => at(verdict, 'inspection') === inspection);
  await waitFor(`tracking has heard of inspection ${inspection}`, () => stage.tracking.get(`/units/${unit}`), heard);
  return result;
}

interface Failure {
  readonly finding: 'rework' | 'scrap';
  readonly unit: string;
  readonly characteristic: string;
  readonly measured: string;
}

async function failed(stage: Stage, result: Json, { finding, unit, characteristic, measured }: Failure): Promise<void> {
  stage.check(
    `test: ${unit} fails by ${characteristic}`,
    { verdict: 'failed', failed: [characteristic] },
    pick(result, 'verdict', 'failed'),
  );
  const hold = String(at(result, 'hold'));
  stage.memory.findings[finding] = { unit, nonconformance: String(at(result, 'nonconformance')), hold };
  await waitFor(
    `tracking holds ${unit}`,
    () => stage.tracking.get(`/units/${unit}`),
    (seen) => JSON.stringify(at(seen, 'holds') ?? []).includes(`"${hold}"`),
  );
  stage.say(
    `${unit} measures ${measured} and fails: nonconformance ${stage.memory.findings[finding].nonconformance}, hold ${hold}.`,
  );
}

async function held(stage: Stage, { unit, hold }: { unit: string; hold: string }): Promise<void> {
  const enforcedIn = async (): Promise<Json> =>
    list(await stage.quality.get(`/holds/${hold}`), 'enforcedIn')
      .map((one) => at(one, 'service') ?? null)
      .sort();
  await stage.comes(`hold: on ${unit} is enforced in`, enforcing, enforcedIn);
}

/** Tracking holds the unit in process; inventory would hold it should it be received. */
const enforcing = ['inventory', 'tracking'];

async function refusedAtPacking(stage: Stage): Promise<void> {
  const { unit, hold } = stage.memory.findings.rework;
  const refusal = await stage.tracking.send(
    `/units/${unit}/move-in`,
    { operation: plant.operations.packing },
    stage.act('packer', plant.workCenters.packing, stage.times.on('12:31')),
  );
  stage.refused('hold: operation 30 on unit 7 is refused and names it', refusal, {
    status: 409,
    code: 'unit-on-hold',
    hold,
  });
  stage.say(`Operation 30 on ${unit} is refused and names hold ${hold}.`);
}
