import { type Json, at, list } from '../json.js';
import { figures } from './figures.js';
import { plant } from './plant.js';
import type { Stage } from './stage.js';

const { asset, meter, plan, everyCycles } = plant.machine;

export async function maintenancePlan(stage: Stage): Promise<void> {
  await stage.comes('maintenance: cycles counted by the meter', String(figures.cycles), async () =>
    at(await stage.maintenance.get(`/meters/${meter}`), 'value'),
  );
  await stage.comes('maintenance: exactly one work order is due', 1, async () => (await preventive(stage)).length);
  const [due] = await preventive(stage);
  stage.check('maintenance: it names its plan', plan, at(due, 'plan'));
  stage.say(
    `The meter counts ${figures.cycles} cycles, the plan asks for one lubrication every ${everyCycles}: work order ${String(at(due, 'workOrder'))} is due, and only that.`,
  );
}

export async function preventive(stage: Stage): Promise<Json[]> {
  const workOrders = await stage.maintenance.get(`/work-orders?asset=${asset}`);
  return list(workOrders, 'items').filter((one) => at(one, 'kind') === 'preventive');
}
