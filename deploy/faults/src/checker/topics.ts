import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import type { TopicRecord } from './facts.js';

export interface TopicPlaces {
  readonly services: readonly string[];
  readonly broker: string;
  readonly topicPrefix: string;
}

const PATIENCE_MS = 60_000;

export const clientOf = (broker: string): Kafka =>
  new Kafka({
    brokers: [broker],
    clientId: 'checker',
    logLevel: logLevel.NOTHING,
    retry: { retries: 8, maxRetryTime: 2_000 },
  });

/** Everything that lies on the topics now, in the order of offsets within a partition. */
export async function readTopics(places: TopicPlaces): Promise<Map<string, TopicRecord[]>> {
  const messages = await readMessages(places);
  return new Map(
    [...messages].map(([service, found]) => [
      service,
      found.flatMap(({ partition, message }) => recordOf(partition, message) ?? []),
    ]),
  );
}

export interface Found {
  readonly partition: number;
  readonly message: KafkaMessage;
}

export async function readMessages({ services, broker, topicPrefix }: TopicPlaces): Promise<Map<string, Found[]>> {
  const kafka = clientOf(broker);
  const topics = services.map((service) => `${topicPrefix}.${service}`);
  const ends = await endsOf(kafka, topics);
  const found = new Map<string, Found[]>(services.map((service) => [service, []]));
  const missing = new Map([...ends].filter(([, end]) => end > 0));
  if (missing.size === 0) return found;
  const consumer = kafka.consumer({ groupId: `checker-${randomUUID()}`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...new Set([...missing.keys()].map(topicOf))], fromBeginning: true });
    await new Promise<void>((done, failed) => {
      const timer = setTimeout(
        () => failed(new Error(`The topics could not be read: ${[...missing.keys()].join(', ')}`)),
        PATIENCE_MS,
      );
      const take = ({
        topic,
        partition,
        message,
      }: {
        topic: string;
        partition: number;
        message: KafkaMessage;
      }): void => {
        const place = `${topic}/${partition}`;
        const end = ends.get(place) ?? 0;
        if (Number(message.offset) < end) found.get(topic.slice(topicPrefix.length + 1))?.push({ partition, message });
        if (Number(message.offset) + 1 >= end) missing.delete(place);
        if (missing.size > 0) return;
        clearTimeout(timer);
        done();
      };
      consumer.run({ autoCommit: false, eachMessage: async (payload) => take(payload) }).catch(failed);
    });
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
  return found;
}

const topicOf = (place: string): string => place.slice(0, place.lastIndexOf('/'));

/** The offset after the last record, by topic and partition. */
async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const ends = new Map<string, number>();
    for (const topic of topics.filter((name) => existing.has(name)))
      for (const { partition, high } of await admin.fetchTopicOffsets(topic))
        ends.set(`${topic}/${partition}`, Number(high));
    return ends;
  } finally {
    await admin.disconnect();
  }
}

/** Undefined for a record that is none of Millwright's, such as the poison of a fault. */
function recordOf(partition: number, { offset, key, headers }: KafkaMessage): TopicRecord | undefined {
  const header = (name: string): string => headers?.[`ce_${name}`]?.toString() ?? '';
  const id = header('id');
  if (id === '' || header('poison') !== '') return undefined;
  return {
    partition,
    offset: Number(offset),
    key: key?.toString() ?? '',
    id,
    type: header('type'),
    source: header('source'),
    position: Number(header('position')),
    previous: Number(header('previous')),
    sequence: Number(header('sequence')),
  };
}
