import { saslMechanisms } from '@millwright/messaging';
import { flag, listOf, matching, oneOf, pem, text } from '../kinds.js';
import type { Setting } from '../setting.js';

const readBy = ['service'] as const;

export const kafkaBrokers: Setting<readonly string[]> = {
  name: 'MILLWRIGHT_KAFKA_BROKERS',
  what: 'Brokers to begin with; the services make their topics if they are missing',
  example: 'kafka-1:9092,kafka-2:9092',
  kind: listOf(
    matching(/^([A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\]):\d{1,5}$/, 'host:port'),
    'host:port of the brokers, with commas between, such as localhost:9092',
  ),
  readBy,
  neededBy: ['service'],
};

export const kafkaTopicPrefix: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_TOPIC_PREFIX',
  what: "First part of every topic's name, so that several plants can be in one cluster",
  example: 'nh',
  otherwise: 'millwright',
  kind: matching(/^[A-Za-z0-9._-]{1,100}$/, '1 to 100 letters, digits, dots, dashes or underscores'),
  readBy,
};

export const kafkaSaslMechanism: Setting<(typeof saslMechanisms)[number]> = {
  name: 'MILLWRIGHT_KAFKA_SASL_MECHANISM',
  what: 'How it signs in at the brokers; it does not without it',
  example: 'scram-sha-512',
  kind: oneOf(...saslMechanisms),
  readBy,
};

export const kafkaSaslUsername: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_SASL_USERNAME',
  what: 'As whom it signs in at the brokers',
  example: 'millwright',
  kind: text,
  readBy,
};

export const kafkaSaslPassword: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_SASL_PASSWORD',
  what: 'The password of that user',
  example: '…',
  kind: text,
  readBy,
  secret: 'all',
};

export const kafkaTls: Setting<boolean> = {
  name: 'MILLWRIGHT_KAFKA_TLS',
  what: 'Speak TLS with the brokers',
  example: 'true',
  otherwise: 'false',
  kind: flag,
  readBy,
};

export const kafkaTlsAuthority: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_TLS_CA',
  what: "The authority of the brokers' certificates, in PEM; without it, those that Node.js knows",
  example: '-----BEGIN CERTIFICATE-----…',
  kind: pem('certificates'),
  readBy,
};

export const kafkaTlsCertificate: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_TLS_CERTIFICATE',
  what: 'The certificate that it shows the brokers, in PEM',
  example: '-----BEGIN CERTIFICATE-----…',
  kind: pem('a certificate'),
  readBy,
};

export const kafkaTlsKey: Setting<string> = {
  name: 'MILLWRIGHT_KAFKA_TLS_KEY',
  what: 'The private key of that certificate, in PEM',
  example: '-----BEGIN PRIVATE KEY-----…',
  kind: pem('a private key'),
  readBy,
  secret: 'all',
};
