import { Kafka, logLevel, Partitioners, type Consumer, type EachBatchPayload, type Producer } from 'kafkajs';
import { fromMessage, toMessage } from './kafka-records.js';
import type { Delivery, EventTransport, Listening, PublishedRecord } from './record.js';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Topics are `<prefix>.<service>`; different prefixes let plants be mirrored into one cluster. */
  readonly topicPrefix?: string;
  readonly partitions?: number;
  readonly onProblem?: (problem: string) => void;
}

/** Kafka between the services: one topic a service, records of a stream in one partition, offsets committed after the append. */
export class KafkaTransport implements EventTransport {
  readonly partitions: number;
  private readonly kafka: Kafka;
  private producer: Promise<Producer> | undefined;

  constructor(private readonly settings: KafkaSettings) {
    this.partitions = settings.partitions ?? 6;
    this.kafka = new Kafka({
      brokers: [...settings.brokers],
      clientId: settings.clientId,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 5 },
    });
  }

  async publish(source: string, records: readonly PublishedRecord[]): Promise<void> {
    const producer = await this.connected(source);
    // One request in flight and all replicas asked: what is acknowledged is in order and stays.
    await producer.send({ topic: this.topic(source), acks: -1, messages: records.map(toMessage) });
  }

  async listen(
    listener: string,
    sources: readonly string[],
    hear: (delivery: Delivery) => Promise<void>,
  ): Promise<Listening> {
    await this.ensureTopics(sources);
    const consumer = this.kafka.consumer({
      groupId: `${this.prefix}.${listener}`,
      sessionTimeout: 30_000,
      maxWaitTimeInMs: 100,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: Number.MAX_SAFE_INTEGER },
    });
    await consumer.connect();
    await consumer.subscribe({ topics: sources.map((source) => this.topic(source)), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (batch) => this.deliver(consumer, batch, hear),
    });
    return { stop: () => consumer.disconnect() };
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect();
  }

  private async deliver(
    consumer: Consumer,
    { batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload,
    hear: (delivery: Delivery) => Promise<void>,
  ): Promise<void> {
    const source = batch.topic.slice(this.prefix.length + 1);
    for (let from = 0; from < batch.messages.length && isRunning() && !isStale(); from += 500) {
      const messages = batch.messages.slice(from, from + 500);
      const records = messages.flatMap((message) => this.readable(message, batch.partition, source));
      if (records.length > 0) await hear({ source, partition: batch.partition, records });
      const { offset } = messages[messages.length - 1];
      resolveOffset(offset);
      // The mark in the log's database is what counts; the offset only says where to go on reading.
      await consumer.commitOffsets([
        { topic: batch.topic, partition: batch.partition, offset: String(BigInt(offset) + 1n) },
      ]);
      await heartbeat();
    }
  }

  private readable(
    message: EachBatchPayload['batch']['messages'][number],
    partition: number,
    source: string,
  ): PublishedRecord[] {
    try {
      const record = fromMessage(message, partition);
      if (record.source !== source)
        throw new Error(
          `The record ${record.id} claims to come from ${record.source}, but is in the topic of ${source}`,
        );
      return [record];
    } catch (error) {
      this.settings.onProblem?.(String(error));
      return [];
    }
  }

  /** Creates the topics that are missing. An existing one must have the number of partitions agreed on. */
  private async ensureTopics(services: readonly string[]): Promise<void> {
    const names = services.map((service) => this.topic(service));
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const existing = new Set(await admin.listTopics());
      const missing = names.filter((name) => !existing.has(name));
      if (missing.length > 0)
        await admin.createTopics({
          waitForLeaders: true,
          topics: missing.map((topic) => ({
            topic,
            numPartitions: this.partitions,
            configEntries: [{ name: 'retention.ms', value: '-1' }],
          })),
        });
      const { topics } = await admin.fetchTopicMetadata({ topics: names });
      const odd = topics.find(({ partitions }) => partitions.length !== this.partitions);
      if (odd)
        throw new Error(
          `The topic ${odd.name} has ${odd.partitions.length} partitions, but ${this.partitions} are configured. The number must never change.`,
        );
    } finally {
      await admin.disconnect();
    }
  }

  private connected(source: string): Promise<Producer> {
    this.producer ??= this.connect(source).catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }

  private async connect(source: string): Promise<Producer> {
    await this.ensureTopics([source]);
    const producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    return producer;
  }

  private get prefix(): string {
    return this.settings.topicPrefix ?? 'millwright';
  }

  private topic(service: string): string {
    return `${this.prefix}.${service}`;
  }
}
