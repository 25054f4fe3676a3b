import type { KafkaSecurity } from '@millwright/messaging';
import * as of from './settings/declared/kafka.js';
import type { Settings } from './settings/settings.js';

function saslOf(settings: Settings): KafkaSecurity['sasl'] {
  const mechanism = settings.maybe(of.kafkaSaslMechanism);
  if (!mechanism) return undefined;
  return {
    mechanism,
    username: settings.of(of.kafkaSaslUsername),
    password: settings.of(of.kafkaSaslPassword),
  };
}

function tlsOf(settings: Settings): KafkaSecurity['tls'] {
  if (!settings.of(of.kafkaTls)) return undefined;
  return {
    authority: settings.maybe(of.kafkaTlsAuthority),
    certificate: settings.maybe(of.kafkaTlsCertificate),
    key: settings.maybe(of.kafkaTlsKey),
  };
}

/** SASL and TLS towards the brokers. */
export const kafkaSecuritySettings = (settings: Settings): KafkaSecurity => ({
  sasl: saslOf(settings),
  tls: tlsOf(settings),
});
