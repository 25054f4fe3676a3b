import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaSecuritySettings } from './kafka-security-settings.js';
import { SettingProblem } from './setting-problem.js';

const directory = mkdtempSync(join(tmpdir(), 'millwright-kafka-settings-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const settings = (short: Readonly<Record<string, string>>): ReturnType<typeof kafkaSecuritySettings> =>
  kafkaSecuritySettings(
    Object.fromEntries(Object.entries(short).map(([name, value]) => [`MILLWRIGHT_KAFKA_${name}`, value])),
  );
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
      TLS_CA_FILE: file('ca.pem', 'authority'),
      TLS_CERTIFICATE_FILE: file('cert.pem', 'certificate'),
      TLS_KEY_FILE: file('key.pem', 'key'),
    };
    expect(settings({ TLS: 'true', ...files })).toMatchObject({
      tls: { authority: 'authority', certificate: 'certificate', key: 'key' },
    });
  });

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ SASL_MECHANISM: 'gssapi' }, 'SASL_MECHANISM is gssapi; it should be one of plain, scram-sha-256'],
    [{ SASL_USERNAME: 'orders' }, 'SASL_MECHANISM is not set'],
    [{ SASL_PASSWORD: 'secret' }, 'SASL_MECHANISM is not set'],
    [{ SASL_MECHANISM: 'plain', SASL_PASSWORD: 'secret' }, 'SASL_USERNAME is not'],
    [{ ...user }, 'neither MILLWRIGHT_KAFKA_SASL_PASSWORD nor MILLWRIGHT_KAFKA_SASL_PASSWORD_FILE is'],
    [{ ...user, SASL_PASSWORD: 'a', SASL_PASSWORD_FILE: file('other', 'b') }, 'are both set'],
    [{ ...user, SASL_PASSWORD_FILE: join(directory, 'nowhere') }, 'which cannot be read'],
    [{ TLS: 'yes' }, 'TLS is yes; it should be true or false'],
    [{ TLS_CA_FILE: join(directory, 'ca.pem') }, 'TLS is not true: nothing would be encrypted'],
    [{ TLS: 'true', TLS_KEY_FILE: file('key', 'key') }, 'belong together'],
    [{ TLS: 'true', TLS_CA_FILE: join(directory, 'nowhere') }, 'which cannot be read'],
  ])('stops the start with a sentence: %j', (short, sentence) => {
    expect(() => settings(short)).toThrow(SettingProblem);
    expect(() => settings(short)).toThrow(sentence);
  });
});
