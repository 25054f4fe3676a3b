import { Kafka, logLevel } from 'kafkajs';
import { testKafkaBrokers } from './local-kafka.js';

describe('the broker of the test run', () => {
  it('takes a record and hands it to a group', async () => {
    const topic = `local-kafka-${Date.now()}`;
    const kafka = new Kafka({ brokers: testKafkaBrokers(), logLevel: logLevel.ERROR });
    const admin = kafka.admin();
    const producer = kafka.producer();
    const consumer = kafka.consumer({ groupId: topic });
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
    await producer.send({ topic, messages: [{ key: 'job-1', value: 'started' }] });
    await consumer.subscribe({ topic, fromBeginning: true });
    const received = new Promise<string | undefined>((resolve) => {
      void consumer.run({ eachMessage: ({ message }) => Promise.resolve(resolve(message.value?.toString())) });
    });
    await expect(received).resolves.toBe('started');
    await Promise.all([admin.disconnect(), producer.disconnect(), consumer.disconnect()]);
  });
});
