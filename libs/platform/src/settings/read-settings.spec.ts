import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingProblem } from '../setting-problem.js';
import * as declared from './declared/index.js';
import { declaredSettings } from './declared-settings.js';
import { readSettings } from './read-settings.js';
import type { Program } from './setting.js';

const directory = mkdtempSync(join(tmpdir(), 'millwright-settings-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const service = {
  MILLWRIGHT_DATABASE_URL: 'postgres://millwright_orders:open-sesame@db:5432/orders',
  MILLWRIGHT_KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
};

/** What is said of a wrong environment, a sentence each. */
function problems(environment: Readonly<Record<string, string>>, program: Program = 'service'): readonly string[] {
  try {
    readSettings(program, { ...service, ...environment });
    return [];
  } catch (error) {
    if (error instanceof SettingProblem) return error.sentences;
    throw error;
  }
}

describe('the settings of a program', () => {
  it('come from the environment, or what is declared where they are not set or empty', () => {
    const settings = readSettings('service', { ...service, MILLWRIGHT_SITE: 'NH', MILLWRIGHT_PORT: '' });
    expect(settings.of(declared.site)).toBe('NH');
    expect(settings.of(declared.port)).toBe(3000);
    expect(settings.of(declared.kafkaBrokers)).toEqual(['kafka-1:9092', 'kafka-2:9092']);
    expect(settings.maybe(declared.metricsPort)).toBeUndefined();
  });

  it.each(declaredSettings)('$name can be in a file', ({ name, readBy, example, otherwise = example }) => {
    const path = file('one', `${otherwise}\n`);
    const said = problems({ [`${name}_FILE`]: path, [name]: '' }, readBy[0]);
    expect(
      said.filter((sentence) => sentence.includes('cannot be read') || sentence.includes('is no setting')),
    ).toEqual([]);
  });

  it('that are in a file are read without the last end of line, and a file that changed nothing is said', () => {
    const settings = readSettings('site', { MILLWRIGHT_SITE_FILE: file('site', 'NH\n') });
    expect(settings.of(declared.site)).toBe('NH');
    expect(problems({ MILLWRIGHT_SITE_FILE: file('nothing', '\n') })).toEqual([expect.stringContaining('is empty')]);
  });

  it('are all judged at once, a sentence for each', () => {
    expect(
      problems({
        MILLWRIGHT_SIET: 'NH',
        MILLWRIGHT_PORT: 'http',
        MILLWRIGHT_DATABASE_URL: '',
        MILLWRIGHT_KAFKA_TLS: 'yes',
        MILLWRIGHT_SITE: 'A',
        MILLWRIGHT_SITE_FILE: '/nowhere',
      }),
    ).toEqual([
      'MILLWRIGHT_SIET is no setting of Millwright; did you mean MILLWRIGHT_SITE?',
      expect.stringMatching(/^MILLWRIGHT_DATABASE_URL is not set; it should be something like postgres:/),
      'MILLWRIGHT_KAFKA_TLS is yes; it should be true or false',
      'MILLWRIGHT_PORT is http; it should be a port number from 0 to 65535',
      'MILLWRIGHT_SITE and MILLWRIGHT_SITE_FILE are both set; set one of them',
    ]);
  });

  it.each<[Record<string, string>, string]>([
    [{ MILLWRIGHT_SITE: 'A B' }, 'MILLWRIGHT_SITE is A B; it should be 1 to 32 letters'],
    [{ MILLWRIGHT_TIME_ZONE: 'Berlin' }, 'MILLWRIGHT_TIME_ZONE is Berlin; it should be an IANA time zone'],
    [{ MILLWRIGHT_LOG_LEVEL: 'loud' }, 'it should be one of trace, debug, info'],
    [{ MILLWRIGHT_PORT: '70000' }, 'a port number from 0 to 65535'],
    [
      { MILLWRIGHT_DRAIN_SECONDS: '21' },
      'MILLWRIGHT_DRAIN_SECONDS is 21; it should be a number of seconds from 0 to 20',
    ],
    [{ MILLWRIGHT_REQUESTS_PER_SECOND: '-1' }, 'it should be a number of 0 or more'],
    [{ MILLWRIGHT_KAFKA_BROKERS: 'kafka' }, 'it should be host:port of the brokers'],
    [{ MILLWRIGHT_WEBHOOK_ALLOW: 'a host,10.0.0.0/99' }, 'it should be hosts, addresses and networks'],
    [{ MILLWRIGHT_WEBHOOK_RETRY_SECONDS: '5,soon' }, 'it should be up to 50 numbers of seconds'],
    [{ MILLWRIGHT_OTLP_URL: 'collector:4318' }, 'MILLWRIGHT_OTLP_URL is collector:4318; it should be the address'],
    [{ MILLWRIGHT_TRACE_SHARE: '2' }, 'MILLWRIGHT_TRACE_SHARE is 2; it should be a number from 0 to 1'],
    [
      { MILLWRIGHT_DATABASE_URL: 'mysql://a:b@c/d' },
      'MILLWRIGHT_DATABASE_URL is mysql://a:***@c/d; it should be a URL such as',
    ],
    [{ MILLWRIGHT_OIDC_ISSUER: 'i', MILLWRIGHT_OIDC_AUDIENCE: 'a', MILLWRIGHT_OIDC_JWKS: '{}' }, 'a JSON Web Key Set'],
    [{ MILLWRIGHT_PORTT: '1' }, 'did you mean MILLWRIGHT_PORT?'],
    [{ MILLWRIGHT_DATABASE_OWNER_URL_FIEL: '1' }, 'did you mean MILLWRIGHT_DATABASE_OWNER_URL_FILE?'],
    [{ MILLWRIGHT_WEATHER: 'fine' }, 'MILLWRIGHT_WEATHER is no setting of Millwright, nor like one'],
  ])('stop the start with a sentence: %j', (environment, sentence) => {
    expect(problems(environment)).toEqual([expect.stringContaining(sentence)]);
  });

  it.each<[Record<string, string>, string]>([
    [
      { MILLWRIGHT_PORT: '80', MILLWRIGHT_METRICS_PORT: '80' },
      'MILLWRIGHT_METRICS_PORT is 80, the same as MILLWRIGHT_PORT',
    ],
    [
      { MILLWRIGHT_DATABASE_OWNER_URL: 'postgres://o:p@db/tracking' },
      'names the database tracking, but MILLWRIGHT_DATABASE_URL the database orders',
    ],
    [{ MILLWRIGHT_OIDC_ROLES_CLAIM: 'roles' }, 'MILLWRIGHT_OIDC_ISSUER is not: nobody would be believed'],
    [{ MILLWRIGHT_OIDC_ISSUER: 'i', MILLWRIGHT_OIDC_JWKS_URL: 'https://i/keys' }, 'MILLWRIGHT_OIDC_AUDIENCE is not'],
    [
      { MILLWRIGHT_OIDC_ISSUER: 'i', MILLWRIGHT_OIDC_AUDIENCE: 'a' },
      'neither MILLWRIGHT_OIDC_JWKS_URL nor MILLWRIGHT_OIDC_JWKS is',
    ],
    [{ MILLWRIGHT_OIDC_JWKS: '{"keys":[]}', MILLWRIGHT_OIDC_JWKS_URL: 'https://i/keys' }, 'are both set'],
  ])('may not contradict each other: %j', (environment, sentence) => {
    expect(problems(environment)).toEqual([expect.stringContaining(sentence)]);
  });

  it('may be set for other programs, which is no mistake, but told', () => {
    const elsewhere = {
      MILLWRIGHT_DATA: '/data',
      MILLWRIGHT_GRAFANA_PASSWORD: 'x',
      MILLWRIGHT_KAFKA_TLS_CA_FILE: '/nowhere',
    };
    expect(problems({ MILLWRIGHT_DATABASE_OWNER_URL: 'postgres://o:p@db/orders', ...elsewhere }, 'migrate')).toEqual(
      [],
    );
    expect(readSettings('site', { ...service, ...elsewhere }).printed.notRead).toEqual([
      'MILLWRIGHT_DATABASE_URL',
      'MILLWRIGHT_KAFKA_BROKERS',
      'MILLWRIGHT_GRAFANA_PASSWORD',
      'MILLWRIGHT_KAFKA_TLS_CA_FILE',
    ]);
  });

  it('are not what Kubernetes tells a pod of the Services beside it', () => {
    const links = {
      MILLWRIGHT_ORDERS_SERVICE_HOST: '10.0.0.1',
      MILLWRIGHT_ORDERS_SERVICE_PORT: '3000',
      MILLWRIGHT_ORDERS_SERVICE_PORT_HTTP: '3000',
      MILLWRIGHT_ORDERS_PORT: 'tcp://10.0.0.1:3000',
      MILLWRIGHT_ORDERS_PORT_3000_TCP: 'tcp://10.0.0.1:3000',
      MILLWRIGHT_ORDERS_PORT_3000_TCP_PROTO: 'tcp',
      MILLWRIGHT_ORDERS_PORT_3000_TCP_PORT: '3000',
      MILLWRIGHT_ORDERS_PORT_3000_TCP_ADDR: '10.0.0.1',
      // Of a Service that is named millwright.
      MILLWRIGHT_PORT: 'tcp://10.0.0.2:3000',
      MILLWRIGHT_SERVICE_HOST: '10.0.0.2',
    };
    expect(problems(links)).toEqual([]);
    expect(readSettings('service', { ...service, ...links }).of(declared.port)).toBe(3000);
    expect(problems({ MILLWRIGHT_ORDERS_PORT: '3000' })).toHaveLength(1);
  });
});

describe('what is printed of them at the start', () => {
  const settings = readSettings('service', {
    ...service,
    MILLWRIGHT_DATABASE_OWNER_URL_FILE: file(
      'owner',
      'postgres://owner:open-sesame@db/orders?sslpassword=open-sesame\n',
    ),
    MILLWRIGHT_ADMINISTRATOR_PASSWORD: 'open-sesame-open-sesame',
    MILLWRIGHT_OTLP_URL: 'http://me:open-sesame@collector:4318',
  });

  it('is every setting that the program reads, with its origin', () => {
    expect(settings.printed.settings).toMatchObject({
      MILLWRIGHT_SITE: { value: 'PLANT', from: 'default' },
      MILLWRIGHT_DATABASE_URL: { value: 'postgres://millwright_orders:***@db:5432/orders', from: 'environment' },
      MILLWRIGHT_DATABASE_OWNER_URL: { from: `file ${join(directory, 'owner')}` },
      MILLWRIGHT_METRICS_PORT: { value: null },
    });
    const read = declaredSettings.filter(({ readBy }) => readBy.includes('service')).map(({ name }) => name);
    expect(Object.keys(settings.printed.settings)).toEqual(read);
  });

  it('without a secret', () => {
    expect(JSON.stringify(settings.printed)).not.toContain('sesame');
    const wrong = problems({
      MILLWRIGHT_DATABASE_URL: 'postgres://me:open#sesame@db/orders',
      MILLWRIGHT_ADMINISTRATOR_PASSWORD: 'sesame',
    });
    expect(wrong).toHaveLength(2);
    expect(wrong.join()).not.toContain('sesame');
  });
});
