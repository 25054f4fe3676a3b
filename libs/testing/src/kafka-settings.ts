/** A user that the broker knows; with one, it lets nobody else in. */
export interface KafkaUser {
  readonly username: string;
  readonly password: string;
}

export const scramMechanism = 'SCRAM-SHA-256';

/** What makes the broker ask who comes; it comes to itself as the same user. */
function asking({ username, password }: KafkaUser): Record<string, string> {
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  return {
    'sasl.enabled.mechanisms': scramMechanism,
    'sasl.mechanism.inter.broker.protocol': scramMechanism,
    'security.inter.broker.protocol': 'SASL_PLAINTEXT',
    'listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config': `${login} required username="${username}" password="${password}";`,
  };
}

/** One broker that is its own controller, small and quick to be ready: single copies, one partition for each internal topic. */
export function kafkaSettings(listeners: {
  broker: string;
  controller: string;
  advertised: string;
  data: string;
  user?: KafkaUser;
}): Record<string, string> {
  const protocol = listeners.user ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `${protocol}://${listeners.broker},CONTROLLER://${listeners.controller}`,
    'advertised.listeners': `${protocol}://${listeners.advertised}`,
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:PLAINTEXT`,
    ...(listeners.user && asking(listeners.user)),
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
