import { type ITopicConfig, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { type Plant, TOPIC_PREFIX } from '../plant/plant.js';
import type { ServiceName } from '../services.js';

/** Somebody else on the broker, who writes into the topics whatever they like. */
export class TopicClient {
  private readonly kafka: Kafka;

  constructor(plant: Plant) {
    this.kafka = new Kafka({ brokers: [plant.broker.address], clientId: 'somebody', logLevel: logLevel.NOTHING });
  }

  async write(service: ServiceName, messages: readonly Message[]): Promise<void> {
    const producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    try {
      await producer.send({ topic: topicOf(service), acks: -1, messages: [...messages] });
    } finally {
      await producer.disconnect();
    }
  }

  async allowLargeMessages(service: ServiceName): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const configEntries: NonNullable<ITopicConfig['configEntries']> = [
        { name: 'max.message.bytes', value: String(16 * 1024 * 1024) },
        { name: 'retention.ms', value: '-1' },
      ];
      await admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: 2,
            name: topicOf(service),
            configEntries: configEntries.map(({ name, value }) => ({ name, value: String(value) })),
          },
        ],
      });
    } finally {
      await admin.disconnect();
    }
  }
}

const topicOf = (service: ServiceName): string => `${TOPIC_PREFIX}.${service}`;
