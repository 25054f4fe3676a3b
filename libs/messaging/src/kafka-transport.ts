import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Consumer, type EachBatchPayload, type Producer } from 'kafkajs';
import { fromMessage, toMessage } from './kafka-records.js';
import type { EventTransport, Listener, Listening, PublishedRecord } from './record.js';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Topics are `<prefix>.<service>`; different prefixes let plants be mirrored into one cluster. */
  readonly topicPrefix?: string;
  readonly partitions?: number;
  readonly onProblem?: (problem: string) => void;
}

/** A broker that is well answers a fetch every 100 ms, and a send within milliseconds. */
const longestSilence = 5_000;

/** Kafka between the services: one topic a service, records of a stream in one partition. */
export class KafkaTransport implements EventTransport {
  readonly partitions: number;
  private readonly kafka: Kafka;
  private producer: Promise<Producer> | undefined;
  private publishingSince: number | undefined;
  private readonly fetched = new Map<string, number>();

  constructor(private readonly settings: KafkaSettings) {
    this.partitions = settings.partitions ?? 6;
    this.kafka = new Kafka({
      brokers: [...settings.brokers],
      clientId: settings.clientId,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 5 },
    });
  }

  get problems(): readonly string[] {
    const since = Math.max(
      ...[this.publishingSince, ...this.fetched.values()].map((at) => Date.now() - (at ?? Date.now())),
      0,
    );
    return since > longestSilence
      ? [`Kafka at ${this.settings.brokers.join(', ')} has not answered for ${Math.round(since / 1_000)} s`]
      : [];
  }

  async publish(source: string, records: readonly PublishedRecord[]): Promise<void> {
    this.publishingSince ??= Date.now();
    const producer = await this.connected(source);
    // One request in flight and all replicas asked: what is acknowledged is in order and stays.
    await producer.send({ topic: this.topic(source), acks: -1, messages: records.map(toMessage) });
    this.publishingSince = undefined;
  }

  /**
   * Each listening is a consumer group of its own. One process of a service listens at a time, so there is nothing to
   * share out; in a common group, whoever takes over would wait for the session of the one that died to expire. Where to
   * go on reading stands in the listener's database.
   */
  async listen(listener: Listener): Promise<Listening> {
    await this.ensureTopics(listener.sources);
    const consumer = this.kafka.consumer({
      groupId: `${this.prefix}.${listener.name}.${randomUUID()}`,
      // After the broker itself has restarted, the group waits for its own former member as long as this.
      sessionTimeout: 6_000,
      heartbeatInterval: 1_500,
      rebalanceTimeout: 10_000,
      maxWaitTimeInMs: 100,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: Number.MAX_SAFE_INTEGER },
    });
    consumer.on(consumer.events.FETCH, () => void this.fetched.set(listener.name, Date.now()));
    consumer.on(consumer.events.GROUP_JOIN, () => void this.goOn(consumer, listener));
    await consumer.connect();
    await consumer.subscribe({ topics: listener.sources.map((source) => this.topic(source)), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (batch) => this.deliver(batch, listener),
    });
    return {
      stop: async () => {
        this.fetched.delete(listener.name);
        await consumer.disconnect();
        this.fetched.delete(listener.name);
      },
    };
  }

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect();
  }

  /** From here on, every time the consumer begins anew; what is read twice is known by its position. */
  private async goOn(consumer: Consumer, listener: Listener): Promise<void> {
    try {
      for (const { source, partition, offset } of await listener.readFrom()) {
        if (listener.sources.includes(source)) consumer.seek({ topic: this.topic(source), partition, offset });
      }
    } catch (error) {
      this.settings.onProblem?.(`${listener.name} reads from the first record again: ${String(error)}`);
    }
  }

  private async deliver(
    { batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload,
    { hear }: Listener,
  ): Promise<void> {
    const source = batch.topic.slice(this.prefix.length + 1);
    for (let from = 0; from < batch.messages.length && isRunning() && !isStale(); from += 500) {
      const messages = batch.messages.slice(from, from + 500);
      const records = messages.flatMap((message) => this.readable(message, batch.partition, source));
      const { offset } = messages[messages.length - 1];
      const nextOffset = String(BigInt(offset) + 1n);
      if (records.length > 0) await hear({ source, partition: batch.partition, records, nextOffset });
      resolveOffset(offset);
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
