// An ERP that lives from the events alone (kafkajs and the schemas): a stock, a list of orders, and what it would post.
//   node listener.mjs --brokers localhost:9092 [--prefix millwright] [--schemas ../../../libs/contracts/schemas] [--once]
// With --once it reads what is there now, writes what it knows as JSON to standard output, and ends.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import kafkajs from 'kafkajs';

const { values: settings } = parseArgs({
  options: {
    brokers: { type: 'string', default: 'localhost:9092' },
    prefix: { type: 'string', default: 'millwright' },
    schemas: { type: 'string', default: fileURLToPath(new URL('../../../libs/contracts/schemas', import.meta.url)) },
    once: { type: 'boolean', default: false },
  },
});
const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'];

const ajv = addFormats(new Ajv());
for (const file of readdirSync(settings.schemas))
  ajv.addSchema(JSON.parse(readFileSync(`${settings.schemas}/${file}`, 'utf8')));

// Quantities are decimal strings: counted in billionths, so that no float ever rounds one.
const exact = (text) => {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  return BigInt(sign + whole + part.padEnd(9, '0'));
};
const decimal = (amount) => {
  const digits = String(amount < 0n ? -amount : amount).padStart(10, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
};

const [lots, orders, seen] = [new Map(), new Map(), new Set()];
const [postings, problems] = [[], []];

const post = (posting, event, fields) => postings.push({ posting, event: event.id, at: event.time, ...fields });
const order = (number) => {
  if (!orders.has(number)) orders.set(number, { order: number, produced: 0n, scrapped: 0n });
  return orders.get(number);
};

// An event of a lot says how much it is about and what the lot comes to: the second is the control total of the first.
const changes = (sign, posting) => (event) => {
  const { lot, item, quantity, balance, ...rest } = event.data;
  const before = lots.get(lot)?.onHand ?? 0n;
  const onHand = before + sign * exact(quantity.value);
  if (onHand !== exact(balance.onHand))
    problems.push(`${event.id}: lot ${lot} comes to ${decimal(onHand)} here and to ${balance.onHand} there`);
  lots.set(lot, { item, unit: quantity.unit, onHand });
  post(posting, event, { lot, item, quantity, ...rest });
};
const ordered = (status) => (event) => {
  const { order: number, externalOrder, item, quantity } = event.data;
  Object.assign(order(number), { externalOrder, item, quantity, status });
};
const status = (name, posting) => (event) => {
  order(event.data.order).status = name;
  if (posting) post(posting, event, event.data);
};

const handlers = {
  'orders.production-order-created.v1': ordered('created'),
  'orders.production-order-released.v1': (event) => {
    ordered('released')(event);
    post('order released', event, event.data);
  },
  'orders.production-order-paused.v1': status('paused'),
  'orders.production-order-resumed.v1': status('released'),
  'orders.production-order-reopened.v1': status('released'),
  'orders.production-order-closed.v1': status('closed', 'order closed'),
  'orders.production-order-cancelled.v1': status('cancelled', 'order cancelled'),
  'orders.production-order-completed.v1': status('completed', 'order completed'),
  'tracking.operation-reported.v1': (event) => {
    const of = order(event.data.order);
    if (event.data.last) of.produced += exact(event.data.good.value);
    of.scrapped += exact(event.data.scrap.value);
    post('operation reported', event, event.data);
    if (exact(event.data.scrap.value) !== 0n) post('scrap', event, { ...event.data, quantity: event.data.scrap });
    if (event.data.labor) post('labor', event, { ...event.data, ...event.data.labor });
  },
  'tracking.labor-booked.v1': (event) => post('labor', event, event.data),
  'tracking.material-consumed.v1': (event) => post('material consumed', event, event.data),
  'quality.nonconformance-opened.v1': (event) => post('nonconformance', event, event.data),
  'quality.nonconformance-disposed.v1': (event) => post('disposition', event, event.data),
  'maintenance.asset-released.v1': (event) => post('downtime', event, event.data),
  'maintenance.work-order-completed.v1': (event) => post('maintenance', event, event.data),
  'inventory.material-received.v1': changes(1n, 'material received'),
  'inventory.production-received.v1': changes(1n, 'production received'),
  'inventory.lot-consumed.v1': changes(-1n, 'goods issue'),
  'inventory.lot-shipped.v1': changes(-1n, 'goods shipped'),
  'inventory.lot-adjusted.v1': changes(1n, 'adjustment'),
  'inventory.lot-status-changed.v1': (event) =>
    (event.data.status === 'scrapped' ? changes(-1n, 'scrapped stock') : changes(0n, 'stock status'))(event),
  'inventory.shipment-shipped.v1': (event) => post('shipment', event, event.data),
};

function take({ headers, value }) {
  const attribute = (name) => headers[`ce_${name}`]?.toString();
  const event = { id: attribute('id'), type: attribute('type'), time: attribute('time'), data: JSON.parse(value) };
  if (seen.has(event.id)) return; // Delivery is at least once.
  seen.add(event.id);
  const schema = ajv.getSchema(attribute('dataschema'));
  if (!schema) return; // Newer than these schemas.
  if (schema(event.data)) handlers[event.type.replace('millwright.', '')]?.(event);
  else problems.push(`${event.id}: ${ajv.errorsText(schema.errors)}`);
}

const stock = () => {
  const items = {};
  for (const { item, onHand } of lots.values()) items[item] = (items[item] ?? 0n) + onHand;
  return Object.fromEntries(Object.entries(items).map(([item, amount]) => [item, decimal(amount)]));
};
const known = () => ({
  stock: stock(),
  lots: Object.fromEntries([...lots].map(([lot, { onHand }]) => [lot, decimal(onHand)])),
  orders: [...orders.values()].map(({ produced, scrapped, ...rest }) => {
    return { ...rest, produced: decimal(produced), scrapped: decimal(scrapped) };
  }),
  postings,
  problems,
});

const { ERROR: logLevel } = kafkajs.logLevel;
const kafka = new kafkajs.Kafka({ clientId: 'erp', brokers: settings.brokers.split(','), logLevel });
const topics = services.map((service) => `${settings.prefix}.${service}`);
const admin = kafka.admin();
await admin.connect();
const left = new Map(); // Where each partition ended when we came.
for (const topic of topics)
  for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
    if (high !== low) left.set(`${topic}/${partition}`, BigInt(high));
await admin.disconnect();

// A group of its own each time: what it knows is in its memory. A real ERP keeps the offsets with its postings.
const consumer = kafka.consumer({ groupId: `erp-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    take(message);
    const end = left.get(`${topic}/${partition}`);
    if (end !== undefined && BigInt(message.offset) + 1n >= end) left.delete(`${topic}/${partition}`);
  },
});
while (left.size > 0 || !settings.once) await new Promise((resolve) => setTimeout(resolve, 100));
await consumer.disconnect();
process.stdout.write(`${JSON.stringify(known(), null, 2)}\n`);
