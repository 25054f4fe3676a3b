import { HTTP } from 'cloudevents';
import { structuredCloudEvent } from './cloud-event.js';
import { toMessage } from './kafka-records.js';
import type { PublishedRecord } from './record.js';

const record: PublishedRecord = {
  id: 'orders:2:42',
  source: 'orders',
  site: 'NH',
  epoch: 2,
  position: 42,
  previous: 40,
  partition: 3,
  type: 'millwright.orders.item-blocked.v1',
  category: 'item',
  streamId: 'HS-40/b',
  version: 7,
  data: { item: 'HS-40/b', reason: 'Größe "geprüft"' },
  by: { actor: 'person:00000000-0000-7000-8000-000000000001', station: 'PC-1', at: '2026-01-05T06:00:00.000Z' },
  recordedAt: '2026-01-05T06:00:01.000Z',
  correlation: 'c',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  cuts: [{ epoch: 2, after: 41 }],
};

describe('a published event as structured CloudEvent', () => {
  it('is read by the official package, with its payload', () => {
    const event = HTTP.toEvent({
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(structuredCloudEvent(record)),
    });
    expect(event).toMatchObject({
      specversion: '1.0',
      id: 'orders:2:42',
      source: '/millwright/NH/orders',
      type: record.type,
      subject: 'item/HS-40/b',
      partitionkey: 'NH/item/HS-40/b',
      datacontenttype: 'application/json',
      data: record.data,
    });
  });

  it('has every attribute that the message on Kafka has, but the place in the topic', () => {
    const { headers = {} } = toMessage(record);
    const onKafka = Object.entries(headers).filter(([name]) => name.startsWith('ce_') && name !== 'ce_previous');
    expect(onKafka.length).toBeGreaterThan(12);
    const { data, datacontenttype, ...attributes } = structuredCloudEvent(record);
    expect([data, datacontenttype]).toEqual([record.data, 'application/json']);
    expect(attributes).toEqual(Object.fromEntries(onKafka.map(([name, text]) => [name.slice(3), text])));
  });
});
