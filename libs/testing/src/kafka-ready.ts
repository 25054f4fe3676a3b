import { Kafka, logLevel } from 'kafkajs';
import type { Certificate } from './certificates.js';
import type { KafkaGuard } from './kafka-settings.js';

/**
 * A broker accepts connections before its group and transaction coordinators have loaded, and answers "coordinator is loading" until
 * then, which crashes consumers: it is ready when one of each has been asked and answered.
 */
export async function askCoordinators(broker: string, { user, certificates }: KafkaGuard = {}): Promise<void> {
  const retry = { retries: 3, initialRetryTime: 50, maxRetryTime: 200 }; // Without retries kafkajs never learns the cluster's metadata.
  const sasl = user && { mechanism: 'scram-sha-256' as const, ...user };
  const ssl = certificates && { ca: certificates.authority, ...pairOf(certificates.client) };
  const kafka = new Kafka({
    brokers: [broker],
    sasl,
    ssl,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry,
  });
  const admin = kafka.admin();
  const producer = kafka.producer({ transactionalId: 'readiness', idempotent: true, maxInFlightRequests: 1 });
  try {
    await admin.connect();
    await admin.describeGroups(['readiness']);
    await producer.connect();
    await (await producer.transaction()).abort();
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
  }
}

const pairOf = (own?: Certificate): { cert?: string; key?: string } => ({ cert: own?.certificate, key: own?.key });
