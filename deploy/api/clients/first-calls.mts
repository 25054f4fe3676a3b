import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Configuration, OrdersEventsApi, OrdersItemsApi, ResponseError } from './index.js';

/** A command, two questions and a refusal with the generated client. */
async function main(): Promise<void> {
  const { PLANT_URL: basePath = '', PLANT_BEARER: bearer = '' } = process.env;
  const configuration = new Configuration({ basePath, headers: { Authorization: bearer } });
  const items = new OrdersItemsApi(configuration);
  const defineItem = { item: 'FETCH-1', revision: 'A', description: 'Made by a client', unit: 'C62', tracking: 'lot' } as const;
  const { raw } = await items.ordersItemDefineRaw({ defineItem, idempotencyKey: randomUUID() });
  assert.equal(raw.status, 201);
  const list = await items.ordersItemList({ limit: 100 });
  assert.ok(list.items.some(({ item }) => item === 'FETCH-1'));
  const { items: events } = await new OrdersEventsApi(configuration).ordersEventsEvents({ limit: 10 });
  assert.ok(events.length > 0);
  const refused: unknown = await items.ordersItemOne({ item: 'NOT-THERE' }).catch((error: unknown) => error);
  assert.ok(refused instanceof ResponseError);
  assert.equal(refused.response.status, 404);
}

await main();
