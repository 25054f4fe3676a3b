import { awayOf, refusalOf, securityOptions } from './kafka-security.js';

const sasl = { mechanism: 'scram-sha-512', username: 'orders', password: 'secret' } as const;

describe('security towards Kafka', () => {
  it('is handed on to the client as it is set', () => {
    expect(securityOptions({})).toEqual({});
    expect(securityOptions({ sasl, tls: { authority: 'a', certificate: 'c', key: 'k' } })).toEqual({
      sasl,
      ssl: { ca: 'a', cert: 'c', key: 'k' },
    });
  });

  it('encrypts also without files of its own', () => {
    expect(securityOptions({ tls: {} }).ssl).toBeTruthy();
  });

  it.each([
    ['Connection error: self-signed certificate in certificate chain', 'check MILLWRIGHT_KAFKA_TLS and its files'],
    ['Client network socket disconnected before secure TLS connection was established', 'check MILLWRIGHT_KAFKA_TLS'],
  ])('says in a sentence what %s means', (message, sentence) => {
    expect(refusalOf(new Error(message), ['broker:9093'], {})).toContain(`No TLS connection to Kafka at broker:9093`);
    expect(refusalOf(new Error(message), ['broker:9093'], {})).toContain(sentence);
  });

  it('says in one line what OpenSSL says in two', () => {
    const said =
      'Connection error: 809C:error:0A000416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:../ssl/record.c:1601:SSL alert number 46\n';
    expect(refusalOf(new Error(said), ['broker:9093'], {})).toBe(
      'No TLS connection to Kafka at broker:9093: check MILLWRIGHT_KAFKA_TLS and its files (Connection error: sslv3 alert certificate unknown)',
    );
  });

  it('names the user who is refused, and never the password', () => {
    const error = Object.assign(new Error('SASL SCRAM SHA512 authentication failed'), {
      name: 'KafkaJSSASLAuthenticationError',
    });
    const sentence = refusalOf(error, ['broker:9093'], { sasl });
    expect(sentence).toContain('refuses the user orders');
    expect(sentence).not.toContain('secret');
  });

  it('takes a broker that is away for nothing else', () => {
    const error = new Error('connect ECONNREFUSED 127.0.0.1:9092');
    expect(refusalOf(error, ['b:1'], { sasl })).toBeUndefined();
    expect(awayOf(error, ['b:1', 'c:2'])).toBe(
      'Kafka at b:1, c:2 cannot be reached: connect ECONNREFUSED 127.0.0.1:9092',
    );
  });
});
