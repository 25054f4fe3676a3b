import { at, list, pick } from '../json.js';
import { breakdown } from './breakdown.js';
import { figures } from './figures.js';
import { assemblyJob } from './people-and-starts.js';
import { gearSetOf, motorNumber, plant, unitNumber, upTo } from './plant.js';
import type { Stage } from './stage.js';
import { secondsAfter } from './timetable.js';

const { assembly: station } = plant.workCenters;
const { assembly: operation } = plant.operations;

export async function assembly(stage: Stage): Promise<void> {
  await unitsAreNumbered(stage);
  for (const change of stage.times.machine.slice(0, 2)) await tellMachineState(stage, change);
  for (const n of upTo(figures.quantity)) {
    await assemble(stage, n);
    if (n === 3) await scannedTooFar(stage);
    if (n === plant.stopAfterUnit) await breakdown(stage);
  }
  const [, , afterStop, ...rest] = stage.times.machine;
  for (const change of [afterStop, ...rest]) await tellMachineState(stage, change);
  const activity = stage.memory.activity;
  await stage.tracking.do(
    `${assemblyJob}/finish`,
    { activity },
    at1001(stage, stage.times.assembly[figures.quantity - 1].end),
  );
  await stage.comes('assembly: good at operation 10', String(figures.quantity), async () =>
    at(await stage.tracking.get(assemblyJob), 'good'),
  );
  stage.say(`All ${figures.quantity} units are assembled by ${localTime(stage, figures.quantity)}.`);
}

async function unitsAreNumbered(stage: Stage): Promise<void> {
  const answer = await stage.tracking.do(
    '/units',
    { order: plant.order.number, count: figures.quantity },
    at1001(stage, stage.times.setup.end),
  );
  const units = list(answer, 'units').map((unit) => (typeof unit === 'string' ? unit : (at(unit, 'unit') ?? null)));
  stage.check('units: numbered in a row', upTo(figures.quantity).map(unitNumber), units);
}

export async function tellMachineState(
  stage: Stage,
  { at: instant, state, reason }: { at: string; state: string; reason: string },
): Promise<void> {
  await stage.tracking.do(
    `/machines/${station}/states`,
    { state, reason },
    { by: `machine:${station}`, station, at: instant },
  );
}

async function assemble(stage: Stage, n: number): Promise<void> {
  const { start, end } = stage.times.assembly[n - 1];
  const unit = unitNumber(n);
  await stage.tracking.do(`/units/${unit}/move-in`, { operation }, at1001(stage, start));
  if (n === 1) await notIssued(stage);
  await consume(stage, n, { item: 'HS-40', lot: 'H1', seconds: 30 });
  if (n === 4) await motorOfAnotherUnit(stage);
  await consume(stage, n, { item: 'MT-40', lot: motorNumber(n), seconds: 60 });
  if (n === plant.gearSets.firstUntilUnit + 1) await gearSetUsedUp(stage, n);
  await consume(stage, n, { item: 'GS-40', lot: gearSetOf(n), seconds: 90 });
  await stage.tracking.do(`/units/${unit}/finish`, { operation }, at1001(stage, end));
}

/** `seconds` after the unit was begun. */
async function consume(
  stage: Stage,
  n: number,
  { item, lot, seconds }: { item: string; lot: string; seconds: number },
): Promise<void> {
  await stage.tracking.do(
    `/units/${unitNumber(n)}/consume`,
    { operation, item, lot },
    whileAssembling(stage, n, seconds),
  );
}

async function notIssued(stage: Stage): Promise<void> {
  const refusal = await stage.tracking.send(
    `/units/${unitNumber(1)}/consume`,
    { operation, item: 'HS-40', lot: 'H9' },
    whileAssembling(stage, 1, 20),
  );
  stage.refused('assembly: a lot that was not issued is refused', refusal, { status: 409, code: 'not-issued' });
}

async function gearSetUsedUp(stage: Stage, n: number): Promise<void> {
  const { first, firstUntilUnit } = plant.gearSets;
  const refusal = await stage.tracking.send(
    `/units/${unitNumber(n)}/consume`,
    { operation, item: 'GS-40', lot: first },
    whileAssembling(stage, n, 80),
  );
  stage.refused('assembly: more of a lot than was issued is refused', refusal, {
    status: 409,
    code: 'more-than-issued',
  });
  stage.say(
    `Gear sets of ${first} went into units 1 to ${firstUntilUnit}; another one of ${first} is refused, the next are of ${plant.gearSets.second}.`,
  );
}

async function motorOfAnotherUnit(stage: Stage): Promise<void> {
  const [motor, unit] = [motorNumber(3), unitNumber(4)];
  const refusal = await stage.tracking.send(
    `/units/${unit}/consume`,
    { operation, item: 'MT-40', lot: motor },
    whileAssembling(stage, 4, 50),
  );
  stage.refused('assembly: a motor that is in another unit is refused', refusal, {
    status: 409,
    code: 'component-already-installed',
    unit: unitNumber(3),
  });
  const remembered = async () => {
    const refusals = await stage.tracking.get(
      `/exceptions?order=${plant.order.number}&code=component-already-installed`,
    );
    return list(refusals, 'items').map((refusal) => pick(at(refusal, 'about'), 'unit', 'item', 'lot', 'installedIn'));
  };
  await stage.comes(
    'assembly: the refusal is remembered',
    [{ unit, item: 'MT-40', lot: motor, installedIn: unitNumber(3) }],
    remembered,
  );
  stage.say(`Scanning motor ${motor} for ${unit} is refused: it is in ${unitNumber(3)}. The refusal is remembered.`);
}

async function scannedTooFar(stage: Stage): Promise<void> {
  const { start } = stage.times.assembly[3];
  const refusal = await stage.tracking.send(
    `/units/${unitNumber(3)}/move-in`,
    { operation: plant.operations.packing },
    stage.act('packer', plant.workCenters.packing, start),
  );
  stage.refused('assembly: unit 3 at operation 30 before 20 is refused', refusal, {
    status: 409,
    code: 'wrong-operation',
    expected: [plant.operations.test],
  });
  stage.say('Unit 3 is scanned at operation 30 too early: refused, operation 20 is expected.');
}

export const at1001 = (stage: Stage, instant: string) => stage.act('operator', station, instant);
const whileAssembling = (stage: Stage, n: number, seconds: number) =>
  at1001(stage, secondsAfter(stage.times.assembly[n - 1].start, seconds));
const localTime = (stage: Stage, n: number): string => stage.times.local(stage.times.assembly[n - 1].end);
