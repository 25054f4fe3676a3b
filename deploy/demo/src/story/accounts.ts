import { type Json, at, list } from '../json.js';
import { figures } from './figures.js';
import { plant } from './plant.js';
import type { Stage } from './stage.js';

const order = plant.order.number;

/** Four services counted the same pieces, each in its own way. */
export async function accounts(stage: Stage): Promise<void> {
  const completed = await stage.orders.get(`/production-orders/${order}`);
  const units = list(await stage.tracking.get(`/units?order=${order}&limit=100`), 'items');
  const passed = await stage.quality.get(`/orders/${order}/passed`);
  const received = await receivedFrom(stage);
  const counted = {
    orders: String(at(completed, 'completed.good.value') ?? at(completed, 'completed.good')),
    tracking: String(units.filter((unit) => at(unit, 'status') === 'completed').length),
    quality: String(at(passed, 'passed')),
    inventory: String(received),
  };
  const good = String(figures.good);
  stage.check('the services agree', { orders: good, tracking: good, quality: good, inventory: good }, counted);
  stage.say(
    `Completed by orders ${counted.orders}, finished by tracking ${counted.tracking}, passed by quality ${counted.quality}, received by inventory ${counted.inventory}.`,
  );
}

/** Lots of the product, wherever they are by now. */
async function receivedFrom(stage: Stage): Promise<number> {
  const lots: Json[] = list(await stage.inventory.get(`/lots?item=${plant.product}&limit=100`), 'items');
  return lots.length;
}
