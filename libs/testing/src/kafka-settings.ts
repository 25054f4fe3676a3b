/** One broker that is its own controller, small and quick to be ready: single copies, one partition for each internal topic. */
export function kafkaSettings(listeners: {
  broker: string;
  controller: string;
  advertised: string;
  data: string;
}): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://${listeners.broker},CONTROLLER://${listeners.controller}`,
    'advertised.listeners': `PLAINTEXT://${listeners.advertised}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
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
