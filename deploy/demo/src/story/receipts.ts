import { at } from '../json.js';
import { lots, motorNumber, motorSupplierLot, motors, pieces, plant, upTo } from './plant.js';
import type { Stage } from './stage.js';

export async function receipts(stage: Stage): Promise<void> {
  const act = stage.act('storekeeper', 'STORE', stage.times.onTheDayBefore('10:00'));
  const location = plant.locations.store;
  for (const { lot, item, quantity, supplier, supplierLot, purchaseOrder } of lots) {
    await stage.inventory.do(
      '/receipts',
      { lot, item, quantity: pieces(quantity), location, supplier, supplierLot, purchaseOrder },
      act,
    );
    stage.say(`${quantity} ${item} arrive as lot ${lot} (supplier ${supplier}, their lot ${supplierLot}).`);
  }
  const { item, lot, received } = plant.spare;
  await stage.inventory.do(
    '/receipts',
    {
      lot,
      item,
      quantity: pieces(received),
      location,
      supplier: 'S-60',
      supplierLot: 'BELT-3',
      purchaseOrder: '4500098706',
    },
    act,
  );
  await receiveMotors(stage, upTo(motors.firstDelivery), act.at);
  await stockIs(stage, 'HS-40', 40);
  await stockIs(stage, 'GS-40', 32);
  await stockIs(stage, 'MT-40', motors.firstDelivery);
  await stockIs(stage, 'SC-M4', 1000);
  await stockIs(stage, 'BX-40', 50);
}

/** Each serialized motor is a lot of one. */
export async function receiveMotors(stage: Stage, numbers: readonly number[], instant: string): Promise<void> {
  const delivery = numbers.map((n) => ({
    lot: motorNumber(n),
    item: motors.item,
    quantity: pieces(1),
    location: plant.locations.store,
    supplier: motors.supplier,
    supplierLot: motorSupplierLot(n),
    purchaseOrder: motors.purchaseOrder,
  }));
  await stage.inventory.do('/receipts/bulk', { receipts: delivery }, stage.act('storekeeper', 'STORE', instant));
  stage.say(
    `${numbers.length} motors ${motors.item} arrive, ${motorNumber(numbers[0])} to ${motorNumber(numbers[numbers.length - 1])}.`,
  );
}

async function stockIs(stage: Stage, item: string, quantity: number): Promise<void> {
  await stage.comes(`receipts: ${item} on hand in ${plant.locations.store}`, String(quantity), () =>
    onHand(stage, item, plant.locations.store),
  );
}

/** Of an item at a location; nothing at all counts as zero. */
export async function onHand(stage: Stage, item: string, location: string): Promise<string> {
  const stock = await stage.inventory.get(`/stock?item=${item}&location=${location}`);
  const onHandThere = at(stock, 'items.0.onHand');
  return typeof onHandThere === 'string' ? onHandThere : '0';
}
