import type { Admin, Kafka } from 'kafkajs';
import { BrokerTrouble } from './kafka-security.js';

/** A piece of a partition, by offsets. */
export interface Stretch {
  readonly from: bigint;
  /** The offset after the last record. */
  readonly to: bigint;
}

/** More than the largest fact; a fact that the broker refused would hold up all that come after it. */
const largestMessage = 4 * 1024 * 1024;

/** What an error says of the brokers not letting us in, and who is told when it begins. */
export interface Refusal {
  of(error: unknown): string | undefined;
  /** What to say of any other error. */
  away(error: unknown): string;
  readonly tell?: (problem: string) => void;
}

/** The topics of a plant: one a service, with a number of partitions that never changes. */
export class KafkaTopics {
  private lastRefusal: string | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
    private readonly partitions: number,
    private readonly refusal: Refusal,
  ) {}

  /** Why the brokers do not let us in; everything asks them through here before it goes on. */
  get refused(): string | undefined {
    return this.lastRefusal;
  }

  nameOf = (service: string): string => `${this.prefix}.${service}`;
  serviceOf = (topic: string): string => topic.slice(this.prefix.length + 1);

  /** Creates the topics that are missing. An existing one must have the number of partitions agreed on. */
  ensure(services: readonly string[]): Promise<void> {
    return this.asAdmin(async (admin) => {
      const names = services.map(this.nameOf);
      const existing = new Set(await admin.listTopics());
      const missing = names.filter((name) => !existing.has(name));
      if (missing.length > 0) await this.create(admin, missing);
      const { topics } = await metadataOf(admin, names);
      const odd = topics.find(({ partitions }) => partitions.length !== this.partitions);
      if (odd)
        throw new Error(
          `The topic ${odd.name} has ${odd.partitions.length} partitions, but ${this.partitions} are configured. The number must never change.`,
        );
    });
  }

  /** The records that there are in each partition: the offset of the first, and the one after the last. */
  stretches(service: string): Promise<Map<number, Stretch>> {
    return this.asAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(this.nameOf(service));
      return new Map(offsets.map(({ partition, low, high }) => [partition, { from: BigInt(low), to: BigInt(high) }]));
    });
  }

  private create(admin: Admin, topics: readonly string[]): Promise<boolean> {
    return admin.createTopics({
      // It asks for the leaders once, and fails where the broker has not yet told itself of the topic.
      waitForLeaders: false,
      topics: topics.map((topic) => ({
        topic,
        numPartitions: this.partitions,
        configEntries: [
          { name: 'retention.ms', value: '-1' },
          { name: 'max.message.bytes', value: String(largestMessage) },
        ],
      })),
    });
  }

  private async asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin();
    await this.letIn(admin);
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  private async letIn(admin: Admin): Promise<void> {
    try {
      await admin.connect();
      this.lastRefusal = undefined;
    } catch (error) {
      const refused = this.refusal.of(error);
      if (refused === undefined) throw new BrokerTrouble(this.refusal.away(error), { cause: error });
      if (refused !== this.lastRefusal) this.refusal.tell?.(refused);
      this.lastRefusal = refused;
      throw new BrokerTrouble(refused, { cause: error });
    }
  }
}

const patience = 10_000;

/** A topic that was just created is known everywhere, and has its leaders, a moment later. */
async function metadataOf(admin: Admin, topics: string[]): Promise<Awaited<ReturnType<Admin['fetchTopicMetadata']>>> {
  for (const giveUpAt = Date.now() + patience; ;) {
    try {
      const found = await admin.fetchTopicMetadata({ topics });
      if (found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return found;
      if (Date.now() > giveUpAt) throw new Error(`The topics ${topics.join(', ')} have no leaders`);
    } catch (error) {
      if (Date.now() > giveUpAt || (error as { type?: string }).type !== 'UNKNOWN_TOPIC_OR_PARTITION') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
