import { at, list } from '../json.js';
import { waitFor } from '../waiting.js';
import { figures } from './figures.js';
import { plant, unitNumber, upTo } from './plant.js';
import { onHand } from './receipts.js';
import type { Stage } from './stage.js';

const { packing: station } = plant.workCenters;
const { packing: operation } = plant.operations;
const { finished } = plant.locations;
const order = plant.order.number;

export const goodUnits = upTo(figures.quantity)
  .filter((n) => n !== plant.failures.scrap.unit)
  .map(unitNumber);

export async function packing(stage: Stage): Promise<void> {
  const activity = await stage.tracking.create(
    `/jobs/${order}/${operation}/start`,
    { kind: 'run' },
    stage.act('packer', station, stage.times.packing(1).start),
    'activity',
  );
  for (const [index, unit] of goodUnits.entries()) {
    const { start, end } = stage.times.packing(index + 1);
    await stage.tracking.do(`/units/${unit}/move-in`, { operation }, stage.act('packer', station, start));
    await stage.tracking.do(`/units/${unit}/finish`, { operation }, stage.act('packer', station, end));
  }
  await stage.tracking.do(
    `/jobs/${order}/${operation}/finish`,
    { activity },
    stage.act('packer', station, stage.times.packing(goodUnits.length).end),
  );
  await stage.comes('packing: good at operation 30', String(figures.good), async () =>
    at(await stage.tracking.get(`/jobs/${order}/${operation}`), 'good'),
  );
  await received(stage);
}

/** Inventory takes only what it has heard to be completed, so the receipt is tried until it has. */
async function received(stage: Stage): Promise<void> {
  const act = stage.act('storekeeper', 'STORE', stage.times.on('13:35'));
  const receive = () =>
    stage.inventory.send('/production-receipts', { order, units: goodUnits, location: finished }, act);
  await waitFor(
    'inventory receives the packed units',
    receive,
    ({ body, status }) => status < 300 || at(body, 'code') !== 'unit-not-completed',
  );
  await stage.comes(`packing: GM-40 in ${finished}`, String(figures.good), () =>
    onHand(stage, plant.product, finished),
  );
  const again = await stage.inventory.send(
    '/production-receipts',
    { order, units: goodUnits.slice(0, 1), location: finished },
    act,
  );
  stage.refused('packing: a unit is received once', again, { status: 409, code: 'already-received' });
  const scrapped = await stage.inventory.send(
    '/production-receipts',
    { order, units: [unitNumber(plant.failures.scrap.unit)], location: finished },
    act,
  );
  stage.refused('packing: the scrapped unit is not received', scrapped, { status: 409, code: 'unit-not-completed' });
  const units = list(await stage.tracking.get(`/units?order=${order}&limit=100`), 'items').map((unit) =>
    at(unit, 'status'),
  );
  stage.check('packing: completed units', figures.good, units.filter((status) => status === 'completed').length);
  stage.say(`${figures.good} units are packed and received into ${finished}.`);
}
