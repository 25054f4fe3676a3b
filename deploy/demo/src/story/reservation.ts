import { type Json, at, list, pick } from '../json.js';
import { figures } from './figures.js';
import { components, motorNumber, motors, plant, upTo } from './plant.js';
import { receiveMotors } from './receipts.js';
import type { Stage } from './stage.js';

const order = plant.order.number;

export async function reservation(stage: Stage): Promise<void> {
  await reservedByItself(stage);
  await shortage(stage);
  await issued(stage);
}

/** `item: [required, reserved, short]` */
async function demand(stage: Stage): Promise<Json> {
  const answer = await stage.inventory.ask(`/demands/${order}`);
  const lines = list(answer.body, 'lines').map((line) => [
    String(at(line, 'item')),
    [at(line, 'required') ?? null, at(line, 'reserved') ?? null, at(line, 'short') ?? null],
  ]);
  return Object.fromEntries(lines) as Json;
}

async function reservedByItself(stage: Stage): Promise<void> {
  for (const { item } of components) {
    const required = figures.required[item];
    const short = item === motors.item ? figures.shortMotors : 0;
    await stage.comes(
      `reservation: ${item} required, reserved, short`,
      [required, required - short, short].map(String),
      async () => at(await demand(stage), item),
    );
  }
  stage.say(
    `Inventory reserves by itself: ${components.map(({ item }) => `${figures.required[item]} ${item}`).join(', ')}, but for ${figures.shortMotors} motors.`,
  );
}

const shortages = async (stage: Stage): Promise<Json> =>
  list(await stage.orders.get(`/production-orders/${order}`), 'shortages').map((shortage) =>
    pick(shortage, 'item', 'short', 'unit'),
  );

async function shortage(stage: Stage): Promise<void> {
  const expected = [{ item: motors.item, short: String(figures.shortMotors), unit: 'C62' }];
  await stage.comes('shortage: the order shows the missing motors', expected, () => shortages(stage));
  stage.say(`${order} shows ${figures.shortMotors} ${motors.item} short.`);
  const later = upTo(motors.secondDelivery).map((n) => motors.firstDelivery + n);
  await receiveMotors(stage, later, stage.times.on('05:40'));
  await stage.comes('shortage: disappears by itself', [], () => shortages(stage));
  await stage.comes(
    'reservation: the motors that came late are reserved',
    [String(figures.quantity), String(figures.quantity), '0'],
    async () => at(await demand(stage), motors.item),
  );
  stage.say('The shortage disappears by itself.');
}

async function issued(stage: Stage): Promise<void> {
  const { line } = plant.locations;
  const answer = await stage.inventory.do(
    `/demands/${order}/issue`,
    { to: line },
    stage.act('storekeeper', 'STORE', stage.times.on('05:45')),
  );
  const byLot = new Map(
    list(answer, 'issued').map((one) => [
      String(at(one, 'lot')),
      Number(at(one, 'quantity.value') ?? at(one, 'quantity')),
    ]),
  );
  const { firstUntilUnit } = plant.gearSets;
  const expected = {
    H1: figures.required['HS-40'],
    G1: firstUntilUnit,
    G2: figures.quantity - firstUntilUnit,
    S1: figures.required['SC-M4'],
    B1: figures.required['BX-40'],
  };
  for (const [lot, quantity] of Object.entries(expected)) stage.check(`issue: of lot ${lot}`, quantity, byLot.get(lot));
  const motorsIssued = upTo(figures.quantity).filter((n) => byLot.get(motorNumber(n)) === 1).length;
  stage.check('issue: every motor by its number', figures.quantity, motorsIssued);
  stage.say(`All of it is issued to ${order} at ${line}.`);
}
