import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** By the Standard Webhooks rules: 24 to 64 random bytes. */
export const newSecret = (): string => `${prefix}${randomBytes(32).toString('base64')}`;

export interface Message {
  /** The same at every attempt. */
  readonly id: string;
  readonly body: string;
}

/** The headers by which a receiver knows who sent a message, and that it is not an old one sent again by somebody else. */
export function signedHeaders({ id, body }: Message, secrets: readonly string[], at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
