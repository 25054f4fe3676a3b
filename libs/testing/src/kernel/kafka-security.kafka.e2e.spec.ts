import { KafkaTransport } from '@millwright/messaging';
import { eventually, startKafka, useTestDatabase, type LocalKafka } from '../index.js';
import { firstRecord, thereAndBack } from './first-record.js';
import { StoreProcess } from './store-process.js';

const user = { username: 'millwright', password: 'known-to-the-broker' };
const database = useTestDatabase();
let kafka: LocalKafka;
beforeAll(async () => void (kafka = await startKafka({ guard: { user }, log: () => undefined })));
afterAll(() => kafka?.stop());

const transportAs = (password: string, told: string[] = []): KafkaTransport =>
  new KafkaTransport({
    brokers: kafka.brokers,
    clientId: 'test',
    topicPrefix: 'asked',
    partitions: 1,
    security: { sasl: { mechanism: 'scram-sha-256', username: user.username, password } },
    onProblem: (problem) => told.push(problem),
  });

const storeWith = (environment: Readonly<Record<string, string>>): Promise<StoreProcess> => {
  const url = new URL(database.url);
  url.username = `store_${database.name}`.slice(0, 60);
  url.password = 'only-for-tests';
  return StoreProcess.start(
    { url: url.href, ownerUrl: database.url },
    { environment: { MILLWRIGHT_KAFKA_BROKERS: kafka.brokers.join(','), ...environment } },
  );
};
const asUser = (password: string): Record<string, string> => ({
  MILLWRIGHT_KAFKA_SASL_MECHANISM: 'scram-sha-256',
  MILLWRIGHT_KAFKA_SASL_USERNAME: user.username,
  MILLWRIGHT_KAFKA_SASL_PASSWORD: password,
});

describe('a broker that asks who comes', () => {
  it('takes and delivers what the user that it knows publishes', async () => {
    const transport = transportAs(user.password);
    await thereAndBack(transport);
    expect(transport.problems).toEqual([]);
    await transport.close();
  });

  it('lets nobody in with another password, and that is said once, in a sentence', async () => {
    const told: string[] = [];
    const transport = transportAs('wrong', told);
    const sentence = /refuses the user millwright: check MILLWRIGHT_KAFKA_SASL_USERNAME, its password/;
    for (const _again of ['once', 'twice'])
      await expect(transport.publish('orders', [firstRecord])).rejects.toThrow(sentence);
    expect(transport.problems).toEqual([expect.stringMatching(sentence)]);
    expect(told).toEqual([expect.stringMatching(sentence)]);
    await transport.close();
  });

  it('and nobody who does not say who comes', async () => {
    const transport = new KafkaTransport({ brokers: kafka.brokers, clientId: 'test', topicPrefix: 'asked' });
    await expect(transport.publish('orders', [firstRecord])).rejects.toThrow();
    await transport.close();
  });
});

describe('a service', () => {
  it('with a wrong password works on, and says in its readiness and its log what is wrong', async () => {
    const store = await storeWith(asUser('not-the-password'));
    const readiness = await eventually(() => store.readiness(), {
      until: (now) => (now?.troubledBy.length ?? 0) > 0,
    });
    expect(readiness?.troubledBy.join()).toContain('refuses the user millwright');
    expect(readiness?.ready).toBe(true);
    await eventually(() => store.said.includes('refuses the user millwright'));
    expect(store.said).not.toContain('not-the-password');
    await store.kill();
  });

  it('with the right one is troubled by nothing', async () => {
    const store = await storeWith(asUser(user.password));
    await eventually(() => store.readiness(), {
      until: (now) => now?.ready === true && now.leader && now.troubledBy.length === 0,
    });
    await store.kill();
  });

  it('whose settings contradict each other does not start, and says why', async () => {
    const store = await storeWith({ MILLWRIGHT_KAFKA_SASL_USERNAME: 'millwright' });
    expect(await store.ended).toBe(1);
    expect(store.said).toContain('MILLWRIGHT_KAFKA_SASL_USERNAME is set, but MILLWRIGHT_KAFKA_SASL_MECHANISM is not');
  });
});
