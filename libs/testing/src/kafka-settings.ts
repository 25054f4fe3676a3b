import type { Certificate } from './certificates.js';

/** A user that the broker knows; with one, it lets nobody else in. */
export interface KafkaUser {
  readonly username: string;
  readonly password: string;
}

/** With them the broker encrypts; who comes trusts the authority. */
export interface KafkaCertificates {
  readonly authority: string;
  readonly broker: Certificate;
  /** The broker lets nobody in without a certificate of the authority; with this one the harness comes itself. */
  readonly client?: Certificate;
}

/** What stands between the broker and those who come. */
export interface KafkaGuard {
  readonly user?: KafkaUser;
  readonly certificates?: KafkaCertificates;
}

export const scramMechanism = 'SCRAM-SHA-256';

const protocolOf = ({ user, certificates }: KafkaGuard): string =>
  `${user ? 'SASL_' : ''}${certificates ? 'SSL' : 'PLAINTEXT'}`;

/** What makes the broker ask who comes; it comes to itself as the same user. */
function asking({ username, password }: KafkaUser, protocol: string): Record<string, string> {
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  return {
    'sasl.enabled.mechanisms': scramMechanism,
    'sasl.mechanism.inter.broker.protocol': scramMechanism,
    [`listener.name.${protocol.toLowerCase()}.scram-sha-256.sasl.jaas.config`]: `${login} required username="${username}" password="${password}";`,
  };
}

/** What makes the broker encrypt, and show the same certificate where it comes to itself. */
function encrypting({ authority, broker, client }: KafkaCertificates): Record<string, string> {
  const line = (pem: string): string => pem.trim().replace(/\r?\n/g, '\\n');
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.key': line(broker.key),
    'ssl.keystore.certificate.chain': line(broker.certificate),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': line(authority),
    'ssl.client.auth': client ? 'required' : 'none',
  };
}

/** One broker that is its own controller, small and quick to be ready: single copies, one partition for each internal topic. */
export function kafkaSettings(listeners: {
  broker: string;
  controller: string;
  advertised: string;
  data: string;
  guard?: KafkaGuard;
}): Record<string, string> {
  const { user, certificates } = listeners.guard ?? {};
  const protocol = protocolOf({ user, certificates });
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `${protocol}://${listeners.broker},CONTROLLER://${listeners.controller}`,
    'advertised.listeners': `${protocol}://${listeners.advertised}`,
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:PLAINTEXT`,
    'security.inter.broker.protocol': protocol,
    ...(user && asking(user, protocol)),
    ...(certificates && encrypting(certificates)),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@${listeners.controller}`,
    'log.dirs': listeners.data,
    'log.cleaner.dedupe.buffer.size': '8388608',
    // A broker that was killed may come back only when the session of the one before has run out: nine seconds by default.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
  };
}
