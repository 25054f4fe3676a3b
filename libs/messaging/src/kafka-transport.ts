import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { KafkaListening } from './kafka-listening.js';
import { readStretches, received } from './kafka-reading.js';
import { toMessage } from './kafka-records.js';
import { awayOf, refusalOf, securityOptions, type KafkaSecurity } from './kafka-security.js';
import { KafkaTopics } from './kafka-topics.js';
import {
  isReadable,
  type Delivery,
  type EventTransport,
  type LastPublished,
  type Listener,
  type Listening,
  type PublishedRecord,
} from './record.js';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Topics are `<prefix>.<service>`; different prefixes let plants be mirrored into one cluster. */
  readonly topicPrefix?: string;
  readonly partitions?: number;
  readonly security?: KafkaSecurity;
  readonly onProblem?: (problem: string) => void;
}

/** A broker that is well answers a send within milliseconds. */
const longestSilence = 5_000;
/** Among so many last records of a partition there is one of ours. */
const tailLength = 50n;

/** Kafka between the services: one topic a service, records of a stream in one partition. */
export class KafkaTransport implements EventTransport {
  readonly partitions: number;
  readonly complete = false;
  private readonly kafka: Kafka;
  private readonly topics: KafkaTopics;
  private producer: Promise<Producer> | undefined;
  private publishingSince: number | undefined;
  private readonly listenings = new Set<KafkaListening>();

  constructor(private readonly settings: KafkaSettings) {
    this.partitions = settings.partitions ?? 6;
    const { brokers, security = {}, topicPrefix = 'millwright', onProblem } = settings;
    this.kafka = new Kafka({
      ...securityOptions(security),
      brokers: [...brokers],
      clientId: settings.clientId,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 5 },
    });
    this.topics = new KafkaTopics(this.kafka, topicPrefix, this.partitions, {
      of: (error) => refusalOf(error, brokers, security),
      away: (error) => awayOf(error, brokers),
      tell: onProblem,
    });
  }

  get problems(): readonly string[] {
    if (this.topics.refused !== undefined) return [this.topics.refused];
    const quietSince = [
      this.publishingSince ?? Date.now(),
      ...[...this.listenings].map(({ silentSince }) => silentSince),
    ];
    const silence = Date.now() - Math.min(...quietSince);
    return silence > longestSilence
      ? [`Kafka at ${this.settings.brokers.join(', ')} has not answered for ${Math.round(silence / 1_000)} s`]
      : [];
  }

  async publish(source: string, records: readonly PublishedRecord[]): Promise<ReadonlyMap<number, string>> {
    this.publishingSince ??= Date.now();
    const producer = await this.connected(source);
    try {
      // One request in flight and all replicas asked: what is acknowledged is in order and stays.
      const sent = await producer.send({
        topic: this.topics.nameOf(source),
        acks: -1,
        messages: records.map(toMessage),
      });
      this.publishingSince = undefined;
      const count = (partition: number): number => records.filter((record) => record.partition === partition).length;
      return new Map(
        sent.map(({ partition, baseOffset }) => [
          partition,
          String(BigInt(baseOffset ?? 0) + BigInt(count(partition))),
        ]),
      );
    } catch (error) {
      // The broker may come back without the topic; the next one to connect looks.
      this.producer = undefined;
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async ends(source: string): Promise<ReadonlyMap<number, string>> {
    this.publishingSince ??= Date.now();
    await this.topics.ensure([source]);
    const stretches = await this.topics.stretches(source);
    this.publishingSince = undefined;
    return new Map([...stretches].map(([partition, { to }]) => [partition, String(to)]));
  }

  async tails(source: string, partitions: readonly number[]): Promise<ReadonlyMap<number, LastPublished>> {
    const all = [...(await this.topics.stretches(source))].filter(([partition]) => partitions.includes(partition));
    const wanted = new Map(
      all.map(([partition, { from, to }]) => [
        partition,
        { from: from + tailLength < to ? to - tailLength : from, to },
      ]),
    );
    const last = new Map<number, LastPublished>();
    await readStretches(this.kafka, this.topics.nameOf(source), wanted, async (partition, messages) => {
      for (const record of messages.map((message) => received(message, partition, source)).filter(isReadable)) {
        if (record.id === `${source}:${record.epoch}:${record.position}` && isLater(record, last.get(partition)))
          last.set(partition, record);
      }
    });
    return last;
  }

  async listen(listener: Listener): Promise<Listening> {
    const listening = new KafkaListening(this.kafka, this.topics, listener, (problem) =>
      this.settings.onProblem?.(problem),
    );
    await listening.start();
    this.listenings.add(listening);
    return {
      stop: () => {
        this.listenings.delete(listening);
        return listening.stop();
      },
    };
  }

  /** The marks of a listener say how far it has heard. */
  async published(): Promise<undefined> {
    return undefined;
  }

  async replay(source: string, hear: (delivery: Delivery) => Promise<void>): Promise<void> {
    const all = await this.topics.stretches(source);
    await readStretches(this.kafka, this.topics.nameOf(source), all, (partition, messages) =>
      hear({ source, partition, records: messages.map((message) => received(message, partition, source)) }),
    );
  }

  /** The topic keeps what was published; nobody has to ask the log. */
  offer(): void {}

  async close(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect();
  }

  private connected(source: string): Promise<Producer> {
    this.producer ??= this.connect(source).catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }

  private async connect(source: string): Promise<Producer> {
    await this.topics.ensure([source]);
    const producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
    });
    await producer.connect();
    return producer;
  }
}

const isLater = (one: LastPublished, other: LastPublished | undefined): boolean =>
  !other || one.epoch > other.epoch || (one.epoch === other.epoch && one.position > other.position);
