import type { KafkaConfig, SASLOptions } from 'kafkajs';

export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** How this service proves to the brokers who it is, and the brokers to it. Without it: neither. */
export interface KafkaSecurity {
  readonly sasl?: {
    readonly mechanism: (typeof saslMechanisms)[number];
    readonly username: string;
    readonly password: string;
  };
  /** PEM texts; without an authority those that Node.js knows. */
  readonly tls?: { readonly authority?: string; readonly certificate?: string; readonly key?: string };
}

/** As kafkajs takes it. */
export function securityOptions({ sasl, tls }: KafkaSecurity): Pick<KafkaConfig, 'sasl' | 'ssl'> {
  return {
    ...(sasl && { sasl: sasl as SASLOptions }),
    ...(tls && { ssl: { ca: tls.authority, cert: tls.certificate, key: tls.key } }),
  };
}

/** The brokers cannot be reached or do not let this service in; the message is a sentence that says which and why. */
export class BrokerTrouble extends Error {}

export const awayOf = (error: unknown, brokers: readonly string[]): string =>
  `Kafka at ${brokers.join(', ')} cannot be reached: ${error instanceof Error ? error.message : String(error)}`;

/** Why the brokers do not let this service in, if that is what the error says. */
export function refusalOf(error: unknown, brokers: readonly string[], { sasl }: KafkaSecurity): string | undefined {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  const at = `Kafka at ${brokers.join(', ')}`;
  if (name === 'KafkaJSSASLAuthenticationError')
    return `${at} refuses the user ${sasl?.username}: check MILLWRIGHT_KAFKA_SASL_USERNAME, its password and the mechanism ${sasl?.mechanism} (${message})`;
  if (/certificate|\bTLS\b|\bSSL\b/i.test(message))
    return `No TLS connection to ${at}: check MILLWRIGHT_KAFKA_TLS and its files (${inOneLine(message)})`;
  return undefined;
}

/** OpenSSL speaks of its own code, over two lines: `0A1B:error:0A000416:SSL routines:ssl3_read_bytes:sslv3 alert certificate unknown:record.c:1601:…`. */
function inOneLine(message: string): string {
  const [before, after] = message.split(':SSL routines:', 2);
  const reason = after?.split(':')[1];
  // The two numbers before it say the same as the reason after it.
  const said = reason === undefined ? message : `${before.split(' ').slice(0, -1).join(' ')} ${reason}`;
  return said.replace(/\s+/g, ' ').trim();
}
