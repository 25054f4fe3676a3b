import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { roleOf, serviceEnvironment } from './service-environment.js';

const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;

interface Compose {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

const compose = parse(readFileSync(resolve(__dirname, '../../../docker-compose.yml'), 'utf8'), {
  merge: true,
}) as Compose;

const settings: Readonly<Record<string, string>> = {
  MILLWRIGHT_SITE: 'NH',
  MILLWRIGHT_TIME_ZONE: 'Europe/Berlin',
  MILLWRIGHT_LOG_LEVEL: 'debug',
  MILLWRIGHT_KAFKA_TOPIC_PREFIX: 'nh',
  MILLWRIGHT_DATABASE_PASSWORD: 'one',
  MILLWRIGHT_DATABASE_OWNER_PASSWORD: 'another',
};

/** As Compose does it: `${NAME:-default}` and `${NAME:?message}`. */
const interpolated = (text: string): string =>
  text.replaceAll(/\$\{(\w+)[^}]*\}/g, (_, name: string) => settings[name] ?? `no setting ${name}`);

describe('docker-compose.yml gives each service the environment that the distributed demo gives it', () => {
  it.each(services)('%s', (service) => {
    const environment = Object.entries(compose.services[service].environment ?? {}).map(([name, value]) => [
      name,
      interpolated(String(value)),
    ]);
    expect(Object.fromEntries(environment)).toEqual(
      serviceEnvironment({
        site: 'NH',
        timeZone: 'Europe/Berlin',
        host: '0.0.0.0',
        port: 3000,
        metricsPort: 9464,
        databaseUrl: `postgres://${roleOf(service)}:one@postgres:5432/${service}`,
        databaseOwnerUrl: `postgres://millwright:another@postgres:5432/${service}`,
        kafkaBrokers: 'kafka:9092',
        kafkaTopicPrefix: 'nh',
        logLevel: 'debug',
      }),
    );
  });

  it('with no password in it', () => {
    for (const { environment } of services.map((service) => compose.services[service])) {
      for (const name of ['MILLWRIGHT_DATABASE_URL', 'MILLWRIGHT_DATABASE_OWNER_URL'])
        expect(environment?.[name]).toMatch(/^postgres:\/\/\w+:\$\{\w+:\?[^}]*\}@/);
    }
  });
});
