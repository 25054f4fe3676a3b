import { Webhook } from 'standardwebhooks';
import { newSecret, signedHeaders } from './signature.js';

const message = { id: 'msg-1', body: '{"plant":"Größe"}' };

describe('the signature of a webhook', () => {
  it('is verified by the official package, with the old secret and with the new one', () => {
    const [old, present, other] = [newSecret(), newSecret(), newSecret()];
    const headers = signedHeaders(message, [present, old], new Date());
    for (const secret of [old, present])
      expect(new Webhook(secret).verify(message.body, headers)).toEqual({ plant: 'Größe' });
    expect(() => new Webhook(other).verify(message.body, headers)).toThrow();
    expect(() => new Webhook(old).verify(`${message.body} `, headers)).toThrow();
    expect(() => new Webhook(old).verify(message.body, { ...headers, 'webhook-id': 'msg-2' })).toThrow();
  });

  it('is too old after a while', () => {
    const secret = newSecret();
    const headers = signedHeaders(message, [secret], new Date(Date.now() - 6 * 60_000));
    expect(() => new Webhook(secret).verify(message.body, headers)).toThrow();
  });
});
