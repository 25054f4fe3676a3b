import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaTransport, type KafkaSecurity } from '@millwright/messaging';
import { Authority, eventually, startKafka, useTestDatabase, type Certificate, type LocalKafka } from '../index.js';
import { firstRecord, thereAndBack } from './first-record.js';
import { StoreProcess } from './store-process.js';

const database = useTestDatabase();
const directory = mkdtempSync(join(tmpdir(), 'millwright-tls-'));
const user = { username: 'millwright', password: 'known-to-the-broker' };
let plantsOwn: Authority;
let another: Authority;
let broker: Certificate;
let service: Certificate;

beforeAll(async () => {
  plantsOwn = await Authority.found(directory, 'plant');
  another = await Authority.found(directory, 'another');
  // Of this machine's names only this one: by any other it is not the broker.
  broker = await plantsOwn.issue('broker', ['IP:127.0.0.1']);
  service = await plantsOwn.issue('service', ['DNS:orders']);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Came {
  readonly security: KafkaSecurity;
  readonly host?: string;
  readonly told?: string[];
}

const transportTo = ({ port }: LocalKafka, { security, host = '127.0.0.1', told = [] }: Came): KafkaTransport =>
  new KafkaTransport({
    brokers: [`${host}:${port}`],
    clientId: 'test',
    topicPrefix: 'encrypted',
    partitions: 1,
    security,
    onProblem: (problem) => told.push(problem),
  });

/** One sentence, in the answer, in the readiness and once in the log. */
async function expectRefused(kafka: LocalKafka, came: Came, sentence: RegExp): Promise<void> {
  const told: string[] = [];
  const transport = transportTo(kafka, { ...came, told });
  for (const _again of ['once', 'twice'])
    await expect(transport.publish('orders', [firstRecord])).rejects.toThrow(sentence);
  expect(transport.problems).toEqual([expect.stringMatching(sentence)]);
  expect(told).toEqual([expect.stringMatching(sentence)]);
  expect(told[0]).toMatch(/check MILLWRIGHT_KAFKA_TLS and its files \([^\n]+\)$/);
  await transport.close();
}

const noConnection = (why: string): RegExp => new RegExp(`^No TLS connection to Kafka at .*${why}`);

describe('a broker that encrypts and asks for a password', () => {
  let kafka: LocalKafka;
  const sasl = { mechanism: 'scram-sha-256', ...user } as const;
  beforeAll(async () => {
    const certificates = { authority: plantsOwn.certificate, broker };
    kafka = await startKafka({ guard: { user, certificates }, log: () => undefined });
  });
  afterAll(() => kafka?.stop());

  it('takes and delivers what comes from who trusts its authority', async () => {
    const transport = transportTo(kafka, { security: { sasl, tls: { authority: plantsOwn.certificate } } });
    await thereAndBack(transport);
    expect(transport.problems).toEqual([]);
    await transport.close();
  });

  it('is not believed under another authority', async () => {
    const security = { sasl, tls: { authority: another.certificate } };
    await expectRefused(kafka, { security }, noConnection('unable to verify the first certificate|self-signed'));
  });

  it('nor by those that Node.js knows', async () => {
    await expectRefused(kafka, { security: { sasl, tls: {} } }, noConnection('certificate'));
  });

  it('nor under a name that its certificate does not have', async () => {
    const security = { sasl, tls: { authority: plantsOwn.certificate } };
    await expectRefused(kafka, { security, host: 'localhost' }, noConnection(`does not match certificate's altnames`));
  });

  it('gets no password from who does not encrypt', async () => {
    const transport = transportTo(kafka, { security: { sasl } });
    await expect(transport.publish('orders', [firstRecord])).rejects.toThrow();
    await transport.close();
  });
});

describe('a broker that asks for a certificate', () => {
  let kafka: LocalKafka;
  beforeAll(async () => {
    const certificates = { authority: plantsOwn.certificate, broker, client: service };
    kafka = await startKafka({ guard: { certificates }, log: () => undefined });
  });
  afterAll(() => kafka?.stop());

  const showing = (shown?: Certificate): KafkaSecurity => ({
    tls: { authority: plantsOwn.certificate, certificate: shown?.certificate, key: shown?.key },
  });

  it('takes and delivers what comes with one of its authority', async () => {
    const transport = transportTo(kafka, { security: showing(service) });
    await thereAndBack(transport);
    await transport.close();
  });

  it('lets nobody in without one', async () => {
    await expectRefused(kafka, { security: showing() }, noConnection('certificate'));
  });

  it('nor with one of another authority', async () => {
    const forged = await another.issue('service', ['DNS:orders']);
    await expectRefused(kafka, { security: showing(forged) }, noConnection('certificate'));
  });

  describe('and a service', () => {
    const file = (name: string, text: string): string => {
      writeFileSync(join(directory, name), text);
      return join(directory, name);
    };
    let store: StoreProcess | undefined;
    afterEach(() => store?.kill());
    const storeTrusting = async (authority: Authority): Promise<StoreProcess> => {
      const url = new URL(database.url);
      url.username = `store_${database.name}`.slice(0, 60);
      url.password = 'only-for-tests';
      const environment = {
        MILLWRIGHT_KAFKA_BROKERS: kafka.brokers.join(','),
        MILLWRIGHT_KAFKA_TLS: 'true',
        MILLWRIGHT_KAFKA_TLS_CA_FILE: file('trusted.pem', authority.certificate),
        MILLWRIGHT_KAFKA_TLS_CERTIFICATE_FILE: file('own.pem', service.certificate),
        MILLWRIGHT_KAFKA_TLS_KEY_FILE: file('own.key', service.key),
      };
      return (store = await StoreProcess.start({ url: url.href, ownerUrl: database.url }, { environment }));
    };

    it('that trusts another authority works on, and says in its readiness and its log what is wrong', async () => {
      const started = await storeTrusting(another);
      const readiness = await eventually(() => started.readiness(), {
        until: (now) => (now?.troubledBy.length ?? 0) > 0,
      });
      expect(readiness).toMatchObject({ ready: true, troubledBy: [expect.stringMatching(noConnection(''))] });
      await eventually(() => started.said.includes('No TLS connection to Kafka at'));
      expect(started.said).not.toContain('PRIVATE KEY');
    });

    it('with the right files is troubled by nothing', async () => {
      const started = await storeTrusting(plantsOwn);
      await eventually(() => started.readiness(), {
        until: (now) => now?.ready === true && now.leader && now.troubledBy.length === 0,
      });
    });
  });
});
