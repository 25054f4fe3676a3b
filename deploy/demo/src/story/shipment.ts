import { at } from '../json.js';
import { figures } from './figures.js';
import { plant, unitNumber, upTo } from './plant.js';
import { onHand } from './receipts.js';
import type { Stage } from './stage.js';

const { number: shipmentNumber, customer, units } = plant.shipment;
const { finished, shipped } = plant.locations;

export async function shipment(stage: Stage): Promise<void> {
  const act = stage.act('storekeeper', 'STORE', stage.times.on('13:48'));
  await stage.inventory.do(
    '/shipments',
    { shipment: shipmentNumber, customer, lots: upTo(units).map(unitNumber) },
    act,
  );
  await stage.inventory.do(`/shipments/${shipmentNumber}/ship`, { from: finished }, act);
  await stage.comes(`shipment: GM-40 left in ${finished}`, String(figures.inFinishedAfterShipping), () =>
    onHand(stage, plant.product, finished),
  );
  stage.check('shipment: status', 'shipped', at(await stage.inventory.get(`/shipments/${shipmentNumber}`), 'status'));
  const again = await stage.inventory.send(`/shipments/${shipmentNumber}/ship`, { from: finished }, act);
  stage.refused('shipment: leaves once', again, { status: 409, code: 'shipment-already-shipped' });
  stage.say(
    `Units 1 to ${units} go to ${customer} in ${shipmentNumber} (location ${shipped}): ${figures.inFinishedAfterShipping} GM-40 stay in ${finished}.`,
  );
}
