import { randomUUID } from 'node:crypto';
import { EventLog } from '@millwright/event-log';
import { KafkaTransport, Relay } from '@millwright/messaging';
import { eventually } from '@millwright/testing';
import type { Message } from 'kafkajs';
import { Client } from 'pg';
import type { Benchmark } from './benchmark.js';
import { fillLog } from './fill-log.js';
import { migrateLog, service, site } from './our-log.js';
import { atLeast } from './result.js';
import { alternate, type Run } from './rounds.js';
import { median } from './statistics.js';
import { bareConsumer, bareProducer, createTopic, mustHold, partitions } from './topic.js';

const events = 100_000;
const atOnce = 500;

/** Everything that is in the log, from the first event to the checkpoint behind the last. */
const drain =
  (url: string, ownerUrl: string, brokers: string[]): Run<{ rate: number; topic: string }> =>
  async () => {
    const topicPrefix = `relay-${randomUUID()}`;
    const topic = `${topicPrefix}.${service}`;
    await createTopic(brokers, topic);
    const log = new EventLog({ url, service, site });
    const transport = new KafkaTransport({ brokers, clientId: 'bench', topicPrefix, partitions });
    const relay = new Relay(
      log,
      { PartMeasured: ({ data }) => ({ type: 'millwright.bench.part-measured.v1', data }) },
      transport,
    );
    const owner = new Client({ connectionString: ownerUrl, options: '-c search_path=bench_log' });
    await owner.connect();
    try {
      await owner.query(`delete from checkpoints where name = 'relay'`);
      await relay.prepare();
      const started = performance.now();
      relay.loop.start();
      await eventually(
        async () => (await owner.query(`select position from checkpoints where name = 'relay'`)).rows[0].position,
        {
          until: (position) => Number(position) === events,
          withinMs: 600_000,
          what: 'the relay at the end of the log',
        },
      );
      const rate = (events * 1_000) / (performance.now() - started);
      await relay.loop.stop();
      await mustHold(brokers, topic, events);
      return { rate, topic };
    } finally {
      await owner.end();
      await transport.close();
      await log.close();
    }
  };

/** The messages as ours wrote them, so that the peer sends the same bytes. */
async function messagesOf(brokers: string[], topic: string, many: number): Promise<Message[]> {
  const consumer = bareConsumer(brokers, `bench-${randomUUID()}`);
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const messages: Message[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message: { key, value, headers }, partition }) => {
        if (messages.length < many) messages.push({ key, value, headers, partition });
        else resolve();
      },
    });
  });
  await consumer.disconnect();
  return messages;
}

/** Bare kafkajs with the messages ready in memory: it reads no log, builds no message and keeps no checkpoint. */
const send =
  (brokers: string[], messages: readonly Message[]): Run<{ rate: number; topic: string }> =>
  async () => {
    const topic = `bare-${randomUUID()}`;
    await createTopic(brokers, topic);
    const producer = await bareProducer(brokers);
    try {
      const started = performance.now();
      for (let from = 0; from < events; from += atOnce) {
        const start = from % messages.length;
        await producer.sendBatch({
          acks: -1,
          topicMessages: [{ topic, messages: messages.slice(start, start + atOnce) }],
        });
      }
      const rate = (events * 1_000) / (performance.now() - started);
      await mustHold(brokers, topic, events);
      return { rate, topic };
    } finally {
      await producer.disconnect();
    }
  };

export const relay: Benchmark = {
  name: 'relay',
  what: 'a hundred thousand events of the log to Kafka, beside kafkajs sending the same messages from memory',
  async run(surroundings) {
    const { brokers } = await surroundings.kafka();
    const database = await surroundings.freshDatabase('relay');
    const url = await migrateLog(database);
    await fillLog(database.url, { events, streams: events / 10 });
    const ours = drain(url, database.url, brokers);
    const { topic } = await ours(0);
    const messages = await messagesOf(brokers, topic, 20_000);
    const samples = await alternate(surroundings.rounds, { ours, kafkajs: send(brokers, messages) });
    await database.drop();
    const rate = (found: readonly { rate: number }[]): number => median(found.map((one) => one.rate));
    const measured = {
      name: 'relay',
      unit: 'events/s',
      ours: rate(samples.ours),
      peers: { kafkajs: rate(samples.kafkajs) },
    };
    return [atLeast(measured, { than: 'kafkajs', goal: 0.85 })];
  },
};
