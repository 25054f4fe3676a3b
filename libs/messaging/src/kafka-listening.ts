import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { received } from './kafka-reading.js';
import type { KafkaTopics } from './kafka-topics.js';
import type { Listener } from './record.js';

type ReadFrom = Awaited<ReturnType<Listener['readFrom']>>;

/** A broker that is well answers a fetch every 100 ms. */
const longestSilence = 5_000;

/**
 * Each listening is a consumer group of its own. One process of a service listens at a time, so there is nothing to
 * share out; in a common group, whoever takes over would wait for the session of the one that died to expire. Where to
 * go on reading stands in the listener's database.
 */
export class KafkaListening {
  private consumer: Consumer | undefined;
  private fetchedAt = Date.now();
  private watch: NodeJS.Timeout | undefined;
  private reviving = false;
  private readFrom: ReadFrom = [];

  constructor(
    private readonly kafka: Kafka,
    private readonly topics: KafkaTopics,
    private readonly listener: Listener,
    private readonly onProblem: (problem: string) => void,
  ) {}

  /** For how long nothing has come from the broker, not even that there is nothing. */
  get silentSince(): number {
    return this.fetchedAt;
  }

  async start(): Promise<void> {
    await this.topics.ensure(this.listener.sources);
    await this.consume();
    this.watch = setInterval(() => void this.revive(), longestSilence);
  }

  async stop(): Promise<void> {
    clearInterval(this.watch);
    const { consumer } = this;
    this.consumer = undefined;
    await consumer?.disconnect();
  }

  private async consume(): Promise<void> {
    const consumer = this.kafka.consumer({
      groupId: `${this.topics.nameOf(this.listener.name)}.${randomUUID()}`,
      // After the broker itself has restarted, the group waits for its own former member as long as this.
      sessionTimeout: 6_000,
      heartbeatInterval: 1_500,
      rebalanceTimeout: 10_000,
      maxWaitTimeInMs: 100,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: Number.MAX_SAFE_INTEGER },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.FETCH, () => (this.fetchedAt = Date.now()));
    consumer.on(consumer.events.GROUP_JOIN, () => void this.goOn(consumer));
    await consumer.connect();
    await consumer.subscribe({ topics: this.listener.sources.map(this.topics.nameOf), fromBeginning: true });
    this.readFrom = await this.ofSources();
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: (batch) => this.deliver(batch),
    });
  }

  /** A broker that was emptied has no topics any more, and a consumer keeps asking for them without end. */
  private async revive(): Promise<void> {
    if (this.reviving || Date.now() - this.fetchedAt < longestSilence) return;
    this.reviving = true;
    try {
      await this.topics.ensure(this.listener.sources);
      const old = this.consumer;
      if (!old) return;
      await old.disconnect();
      await this.consume();
    } catch (error) {
      this.onProblem(`${this.listener.name} hears nothing: ${String(error)}`);
    } finally {
      this.reviving = false;
    }
  }

  /** From where the listener had come to, every time the consumer begins anew; what is read twice is known by its position. */
  private async goOn(consumer: Consumer): Promise<void> {
    try {
      // What is known is used at once, before the first record is fetched, and then looked at more closely.
      this.seek(consumer, this.readFrom);
      this.readFrom = await this.ofSources();
      this.seek(consumer, this.readFrom);
      const lost = await this.lostPlaces();
      this.seek(
        consumer,
        lost.map((place) => ({ ...place, offset: '0' })),
      );
      for (const { source, partition } of lost) await this.listener.lost(source, partition);
    } catch (error) {
      // A consumer that was given up meanwhile cannot be told anything; the next one begins anew.
      this.onProblem(`${this.listener.name} could not be told where to go on reading: ${String(error)}`);
    }
  }

  private async ofSources(): Promise<ReadFrom> {
    return (await this.listener.readFrom()).filter(({ source }) => this.listener.sources.includes(source));
  }

  private seek(consumer: Consumer, places: ReadFrom): void {
    for (const { source, partition, offset } of places)
      consumer.seek({ topic: this.topics.nameOf(source), partition, offset });
  }

  /** Where the topic ends before what was read from it. */
  private async lostPlaces(): Promise<ReadFrom> {
    const sources = [...new Set(this.readFrom.map(({ source }) => source))];
    const topics = new Map(
      await Promise.all(sources.map(async (source) => [source, await this.topics.stretches(source)] as const)),
    );
    return this.readFrom.filter(
      ({ source, partition, offset }) => (topics.get(source)?.get(partition)?.to ?? 0n) < BigInt(offset),
    );
  }

  private async deliver({ batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { partition, messages } = batch;
    const source = this.topics.serviceOf(batch.topic);
    for (let from = 0; from < messages.length && isRunning() && !isStale(); from += 500) {
      const piece = messages.slice(from, from + 500);
      const { offset } = piece[piece.length - 1];
      const records = piece.map((message) => received(message, partition, source));
      await this.listener.hear({ source, partition, records, nextOffset: String(BigInt(offset) + 1n) });
      resolveOffset(offset);
      await heartbeat();
    }
  }
}
