export * from './eventually.js';
export * from './test-database.js';
export { Authority, type Certificate } from './certificates.js';
export { EventStream, type SentEvent } from './event-stream.js';
export { firstKey, type FirstKeyOptions } from './first-key.js';
export { freePort } from './free-port.js';
export { GuardedProcess, type GuardedOptions } from './guarded-process.js';
export {
  type LocalKafka,
  type LocalKafkaOptions,
  kafkaAvailability,
  startKafka,
  testKafkaBrokers,
} from './local-kafka.js';
export { answer, Receiver, take, type WebhookMessage } from './receiver.js';
export { testAccess, testAccessEnvironment, testBearer, testToken, type TestTokenOptions } from './test-issuer.js';
export { TestClient, type Answer } from './test-client.js';
export { roleOf, serviceEnvironment, type Place } from './service-environment.js';
export { ServiceProcess, type ServiceStart } from './service-process.js';
export { startPlant, type TestPlant, type Told } from './test-plant.js';
export { TraceReceiver, type ReceivedSpan } from './trace-receiver.js';
export { collectSamples } from './samples/collect-samples.js';
export { describeSamples } from './samples/describe-samples.js';
