import { type Json, at, list } from '../json.js';
import { waitFor } from '../waiting.js';
import { figures } from './figures.js';
import { plant, unitNumber, upTo } from './plant.js';
import type { Stage } from './stage.js';

const { number, lot, reason } = plant.recall;
const { customer, number: shipmentNumber, units: shippedUnits } = plant.shipment;
const scrappedUnit = unitNumber(plant.failures.scrap.unit);

/** Ten shipped, one scrapped, the rest of those that contain the lot is still in stock. */
export const recalled = {
  shipped: figures.recalled.filter((unit) => upTo(shippedUnits).map(unitNumber).includes(unit)),
  scrapped: figures.recalled.filter((unit) => unit === scrappedUnit),
  inStock: figures.recalled.filter(
    (unit) => unit !== scrappedUnit && !upTo(shippedUnits).map(unitNumber).includes(unit),
  ),
};

export async function recall(stage: Stage): Promise<void> {
  const act = stage.act('qualityEngineer', 'OFFICE', stage.times.on('13:50'));
  const answer = await stage.inventory.do('/recalls', { recall: number, lot, reason }, act);
  stage.check('recall: blocked in stock', recalled.inStock, ids(answer, 'inStock', plant.product));
  stage.check('recall: nothing of it is in process', [], ids(answer, 'inProcess', plant.product));
  stage.check('recall: scrapped before', recalled.scrapped, ids(answer, 'scrapped', plant.product));
  const shipped = recalled.shipped.map((unit) => ({ customer, lot: unit, shipment: shipmentNumber }));
  stage.check('recall: shipped before', shipped, shipments(answer));
  stage.check('recall: the customers to tell', [customer], at(answer, 'customers'));
  stage.say(
    `Lot ${lot} is recalled: ${recalled.shipped.length} units were shipped to ${customer}, ${recalled.inStock.join(', ')} is in stock and blocked now, ${recalled.scrapped.join(', ')} was scrapped.`,
  );
  await notShipped(stage);
}

async function notShipped(stage: Stage): Promise<void> {
  const [unit] = recalled.inStock;
  const act = stage.act('storekeeper', 'STORE', stage.times.on('13:55'));
  await waitFor(
    `inventory holds ${unit}`,
    () => stage.inventory.get(`/lots/${unit}`),
    (seen) => list(seen, 'holds').length > 0,
  );
  await stage.inventory.send('/shipments', { shipment: 'SH-2', customer, lots: [unit] }, act);
  const refusal = await stage.inventory.send('/shipments/SH-2/ship', { from: plant.locations.finished }, act);
  stage.refused(`recall: ${unit} cannot be shipped`, refusal, {
    status: 409,
    code: 'lot-on-hold',
    hold: number,
    lot: unit,
  });
  stage.say(`Shipping ${unit} is refused and names hold ${number}.`);
}

/** Sorted numbers of the listed subjects of one item. */
function ids(answer: Json, field: string, item: string): Json {
  const subjects = list(answer, field).filter((subject) => (at(subject, 'item') ?? item) === item);
  return subjects
    .map((subject) => (typeof subject === 'string' ? subject : (at(subject, 'id') ?? at(subject, 'lot') ?? null)))
    .sort();
}

function shipments(answer: Json): Json {
  const found = list(answer, 'shipped').map((one) => ({
    customer: at(one, 'customer') ?? null,
    lot: String(at(one, 'lot')),
    shipment: at(one, 'shipment') ?? null,
  }));
  return found.sort((a, b) => (a.lot < b.lot ? -1 : 1));
}
