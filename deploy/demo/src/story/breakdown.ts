import { type Json, at, list, pick } from '../json.js';
import { waitFor } from '../waiting.js';
import { assemblyJob } from './people-and-starts.js';
import { pieces, plant, unitNumber } from './plant.js';
import type { Stage } from './stage.js';
import { secondsAfter } from './timetable.js';

const { assembly: workCenter } = plant.workCenters;
const { asset } = plant.machine;

/** The machine stops while work is going on: refused starts, repair, release. */
export async function breakdown(stage: Stage): Promise<void> {
  await goesDown(stage);
  await startsAreRefused(stage);
  await repaired(stage);
  await released(stage);
}

const technician = (stage: Stage, minutes: number) =>
  stage.act('technician', workCenter, secondsAfter(stage.times.stop.start, minutes * 60));
const machineIn = async (stage: Stage, state: string): Promise<void> => {
  const { start, end } = stage.times.stop;
  const window = `from=${start}&to=${secondsAfter(end, 60)}`;
  const states = async (): Promise<Json[]> =>
    list(await stage.tracking.get(`/machines/${workCenter}/timeline?${window}`), 'intervals');
  await waitFor(`tracking has heard that ${workCenter} is ${state}`, states, (seen) =>
    seen.some((one) => at(one, 'state') === state),
  );
};

async function goesDown(stage: Stage): Promise<void> {
  const workOrder = await stage.maintenance.create(
    `/assets/${asset}/down`,
    { reason: 'drive belt torn' },
    technician(stage, 0),
    'workOrder',
  );
  stage.memory.breakdownWorkOrder = workOrder;
  const { activity } = stage.memory;
  await stage.tracking.do(
    `${assemblyJob}/pause`,
    { activity },
    stage.act('operator', workCenter, stage.times.stop.start),
  );
  await machineIn(stage, 'down');
  stage.say(
    `After unit ${plant.stopAfterUnit} the press of ${workCenter} goes down; maintenance opens work order ${workOrder}.`,
  );
}

async function startsAreRefused(stage: Stage): Promise<void> {
  const { breakdownWorkOrder: workOrder, activity } = stage.memory;
  const minute5 = secondsAfter(stage.times.stop.start, 300);
  const refused = { status: 409, code: 'machine-down', workOrder };
  const start = await stage.tracking.send(`${assemblyJob}/start`, {}, stage.act('secondOperator', workCenter, minute5));
  stage.refused('breakdown: a start is refused and names the work order', start, refused);
  const resume = await stage.tracking.send(
    `${assemblyJob}/resume`,
    { activity },
    stage.act('operator', workCenter, minute5),
  );
  stage.refused('breakdown: going on is refused too', resume, refused);
  const next = unitNumber(plant.stopAfterUnit + 1);
  const moveIn = await stage.tracking.send(
    `/units/${next}/move-in`,
    { operation: plant.operations.assembly },
    stage.act('operator', workCenter, minute5),
  );
  stage.refused('breakdown: the next unit is refused too', moveIn, refused);
  const release = await stage.maintenance.send(`/assets/${asset}/release`, { workOrder }, technician(stage, 6));
  stage.check('breakdown: no release before the repair', 409, release.status);
  stage.say(`Starts are refused and name ${workOrder}.`);
}

async function repaired(stage: Stage): Promise<void> {
  const { breakdownWorkOrder } = stage.memory;
  const path = `/work-orders/${breakdownWorkOrder}`;
  const { item, used } = plant.spare;
  const booked = { failure: 'belt-torn', cause: 'wear', remedy: 'belt-replaced' };
  await stage.maintenance.do(`${path}/assign`, { person: stage.memory.people.technician }, technician(stage, 7));
  await stage.maintenance.do(`${path}/start`, {}, technician(stage, 8));
  const spareParts = [{ item, quantity: pieces(used) }];
  await stage.maintenance.do(
    `${path}/complete`,
    { ...booked, spareParts, laborSeconds: 900 },
    technician(stage, plant.minutes.stop - 1),
  );
  const workOrder = await stage.maintenance.get(path);
  stage.check(
    'breakdown: the repair books failure, cause and remedy',
    { ...booked, kind: 'corrective', status: 'completed' },
    pick(workOrder, 'failure', 'cause', 'remedy', 'kind', 'status'),
  );
  stage.check(
    'breakdown: the repair books one spare part',
    spareParts,
    list(workOrder, 'spareParts').map((part) => pick(part, 'item', 'quantity')),
  );
}

async function released(stage: Stage): Promise<void> {
  const { breakdownWorkOrder: workOrder, activity } = stage.memory;
  const { end } = stage.times.stop;
  await stage.maintenance.do(`/assets/${asset}/release`, { workOrder }, technician(stage, plant.minutes.stop));
  await machineIn(stage, 'idle');
  await stage.tracking.do(`${assemblyJob}/resume`, { activity }, stage.act('operator', workCenter, end));
  stage.say(`The belt is replaced, the press is released after ${plant.minutes.stop} minutes, work goes on.`);
}
