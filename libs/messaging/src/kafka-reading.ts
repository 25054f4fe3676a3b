import { randomUUID } from 'node:crypto';
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { rawOf, readRecord } from './kafka-records.js';
import type { Stretch } from './kafka-topics.js';
import type { Received } from './record.js';

/** What a message says, or why it says nothing. `source` is the service whose topic it was found in. */
export function received(message: KafkaMessage, partition: number, source: string): Received {
  const raw = rawOf(message);
  try {
    const record = readRecord(raw, partition);
    if (record.source !== source)
      throw new Error(`It claims to come from ${record.source}, but is in the topic of ${source}`);
    const owner = ownerOf(record.type);
    if (owner !== undefined && owner !== source)
      throw new Error(`It is ${record.type}, which only ${owner} can say, but is in the topic of ${source}`);
    return record;
  } catch (error) {
    return {
      id: `${partition}/${message.offset}@${message.timestamp}`,
      stream: message.key?.toString() ?? '',
      reason: error instanceof Error ? error.message : String(error),
      raw,
    };
  }
}

/** The service that a type belongs to, as its name says. */
const ownerOf = (type: string): string | undefined => /^millwright\.([^.]+)\./.exec(type)?.[1];

type Take = (partition: number, messages: readonly KafkaMessage[]) => Promise<void>;

/** Reads stretches of the partitions of a topic once, beside whoever listens to it; resolves when all have been taken. */
export async function readStretches(
  kafka: Kafka,
  topic: string,
  wanted: ReadonlyMap<number, Stretch>,
  take: Take,
): Promise<void> {
  const left = new Map([...wanted].filter(([, { from, to }]) => to > from));
  if (left.size === 0) return;
  const consumer = kafka.consumer({ groupId: `${topic}.reading.${randomUUID()}`, sessionTimeout: 10_000 });
  const taken = async ({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> => {
    const stretch = left.get(batch.partition);
    if (stretch) {
      await take(
        batch.partition,
        batch.messages.filter(({ offset }) => BigInt(offset) >= stretch.from && BigInt(offset) < stretch.to),
      );
      if (BigInt(batch.lastOffset()) + 1n >= stretch.to) left.delete(batch.partition);
    }
    resolveOffset(batch.lastOffset());
    await heartbeat();
  };
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.on(consumer.events.GROUP_JOIN, () => {
        for (const [partition, { from }] of left) consumer.seek({ topic, partition, offset: String(from) });
      });
      const batch = (payload: EachBatchPayload): Promise<void> =>
        taken(payload).then(() => (left.size === 0 ? resolve() : undefined));
      consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: batch }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
