import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaSecurity } from '@millwright/messaging';
import { kafkaSecuritySettings } from './kafka-security-settings.js';
import { SettingProblem } from './setting-problem.js';
import { readSettings } from './settings/read-settings.js';

const directory = mkdtempSync(join(tmpdir(), 'millwright-kafka-settings-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const needed = {
  MILLWRIGHT_DATABASE_URL: 'postgres://orders@localhost/orders',
  MILLWRIGHT_KAFKA_BROKERS: 'localhost:9092',
};
const settings = (short: Readonly<Record<string, string>>): KafkaSecurity =>
  kafkaSecuritySettings(
    readSettings('service', {
      ...needed,
      ...Object.fromEntries(Object.entries(short).map(([name, value]) => [`MILLWRIGHT_KAFKA_${name}`, value])),
    }),
  );
const pem = (what: string): string => `-----BEGIN ${what}-----\nMA==\n-----END ${what}-----`;
const user = { SASL_MECHANISM: 'SCRAM-SHA-512', SASL_USERNAME: 'orders' };

describe('the security towards Kafka', () => {
  it('is none where nothing is set', () => {
    expect(settings({})).toEqual({ sasl: undefined, tls: undefined });
    expect(settings({ TLS: 'false' })).toEqual({ sasl: undefined, tls: undefined });
  });

  it('is a user with a password, given or in a file', () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'orders', password: 'secret' };
    expect(settings({ ...user, SASL_PASSWORD: 'secret' })).toMatchObject({ sasl });
    expect(settings({ ...user, SASL_PASSWORD_FILE: file('password', 'secret\n') })).toMatchObject({ sasl });
  });

  it('is TLS, with an authority and a certificate of its own where there are files', () => {
    expect(settings({ TLS: 'true' })).toMatchObject({ tls: {} });
    const files = {
      TLS_CA_FILE: file('ca.pem', `${pem('CERTIFICATE')}\n`),
      TLS_CERTIFICATE_FILE: file('cert.pem', pem('CERTIFICATE')),
      TLS_KEY_FILE: file('key.pem', pem('PRIVATE KEY')),
    };
    expect(settings({ TLS: 'true', ...files })).toMatchObject({
      tls: { authority: pem('CERTIFICATE'), certificate: pem('CERTIFICATE'), key: pem('PRIVATE KEY') },
    });
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ SASL_MECHANISM: 'gssapi' }, 'SASL_MECHANISM is gssapi; it should be one of plain, scram-sha-256'],
    [{ SASL_USERNAME: 'orders' }, 'MILLWRIGHT_KAFKA_SASL_MECHANISM is not; it should be one of plain'],
    [{ SASL_PASSWORD: 'secret' }, 'MILLWRIGHT_KAFKA_SASL_MECHANISM is not'],
    [
      { SASL_MECHANISM: 'plain', SASL_PASSWORD: 'secret' },
      'neither MILLWRIGHT_KAFKA_SASL_USERNAME_FILE nor MILLWRIGHT_KAFKA_SASL_USERNAME is',
    ],
    [{ ...user }, 'neither MILLWRIGHT_KAFKA_SASL_PASSWORD_FILE nor MILLWRIGHT_KAFKA_SASL_PASSWORD is'],
    [{ ...user, SASL_PASSWORD: 'a', SASL_PASSWORD_FILE: file('other', 'b') }, 'are both set'],
    [{ ...user, SASL_PASSWORD_FILE: join(directory, 'nowhere') }, 'which cannot be read'],
    [{ TLS: 'yes' }, 'TLS is yes; it should be true or false'],
    [{ TLS_CA_FILE: file('authority', pem('CERTIFICATE')) }, 'TLS is not true: nothing would be encrypted'],
    [{ TLS: 'true', TLS_KEY_FILE: file('key', pem('PRIVATE KEY')) }, 'belong together'],
    [{ TLS: 'true', TLS_CA_FILE: join(directory, 'nowhere') }, 'which cannot be read'],
    [{ TLS: 'true', TLS_CA_FILE: file('text', 'authority') }, 'it should be certificates in PEM'],
  ])('stops the start with a sentence: %j', (short, sentence) => {
    expect(() => settings(short)).toThrow(SettingProblem);
    expect(() => settings(short)).toThrow(sentence);
  });
});
