import { Kafka, logLevel } from 'kafkajs';

const client = (brokers: readonly string[]): Kafka =>
  new Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: logLevel.NOTHING });

export const partitions = 6;

/** Creates a topic beforehand, so that nobody is measured making one. */
export async function createTopic(brokers: readonly string[], topic: string): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
  await admin.disconnect();
}

/** Throws unless the topic holds exactly so many records. */
export async function mustHold(brokers: readonly string[], topic: string, expected: number): Promise<void> {
  const admin = client(brokers).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const held = offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  if (held !== expected) throw new Error(`${topic} holds ${held} records instead of ${expected}`);
}

/** Connected, with acknowledgements of all replicas and one request in flight: what a relay that keeps the order needs. */
export async function bareProducer(brokers: readonly string[]) {
  const producer = client(brokers).producer({ maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  return producer;
}

export const bareConsumer = (brokers: readonly string[], groupId: string) =>
  client(brokers).consumer({ groupId, maxWaitTimeInMs: 50 });
