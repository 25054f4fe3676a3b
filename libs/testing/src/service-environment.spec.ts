import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { type Place, roleOf, serviceEnvironment } from './service-environment.js';

const services = ['orders', 'tracking', 'quality', 'inventory', 'maintenance'] as const;

interface Compose {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string | null>> }>>;
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
  MILLWRIGHT_DATABASE_PASSWORD_QUALITY: 'of quality',
  MILLWRIGHT_DATABASE_OWNER_PASSWORD: 'another',
  MILLWRIGHT_ADMINISTRATOR_PASSWORD: 'of the administrator',
};

/**
 * As Compose does it: `${NAME:-default}`, where the default may be another, and `${NAME:?message}`; what has no value there
 * is set where it is set outside.
 */
const interpolated = (text: string): string =>
  text
    .replaceAll(/\$\{(\w+):-\$\{(\w+)[^}]*\}\}/g, (_, name: string, other: string) => settings[name] ?? settings[other])
    .replaceAll(/\$\{(\w+)[^}]*\}/g, (_, name: string) => settings[name] ?? `no setting ${name}`);

function environmentOf(service: string): Record<string, string> {
  const named = Object.entries(compose.services[service].environment ?? {});
  return Object.fromEntries(
    named.flatMap(([name, value]) => {
      const known = value === null ? settings[name] : interpolated(value);
      return known === undefined ? [] : [[name, known]];
    }),
  );
}

const placeOf = (service: string): Place => ({
  site: 'NH',
  timeZone: 'Europe/Berlin',
  host: '0.0.0.0',
  port: 3000,
  metricsPort: 9464,
  databaseUrl: `postgres://${roleOf(service)}:${service === 'quality' ? 'of quality' : 'one'}@postgres:5432/${service}`,
  kafkaBrokers: 'kafka:9092',
  kafkaTopicPrefix: 'nh',
  logLevel: 'debug',
  // Only tracking makes an administrator.
  administratorPassword: service === 'tracking' ? 'of the administrator' : undefined,
});

describe('docker-compose.yml gives each service the environment that the distributed demo gives it', () => {
  it.each(services)('%s', (service) => {
    expect(environmentOf(service)).toEqual(serviceEnvironment(placeOf(service)));
  });

  it.each(services)('and to the migration of %s alone the owner of its database', (service) => {
    const databaseOwnerUrl = `postgres://millwright:another@postgres:5432/${service}`;
    expect(environmentOf(`${service}-migration`)).toEqual(
      serviceEnvironment({ ...placeOf(service), databaseOwnerUrl }),
    );
  });

  it.each(services)('with no password in it: %s', (service) => {
    const urls = Object.entries(compose.services[`${service}-migration`].environment ?? {}).filter(([name]) =>
      /^MILLWRIGHT_DATABASE_\w*URL$/.test(name),
    );
    expect(urls).toHaveLength(2);
    for (const [, url] of urls) expect(url).toMatch(/^postgres:\/\/\w+:(\$\{\w+:-)?\$\{\w+:\?[^}]*\}+@/);
  });
});
