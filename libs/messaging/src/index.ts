export { attributesOf, structuredCloudEvent, structuredContentType, type StructuredCloudEvent } from './cloud-event.js';
export { Hearing } from './hearing.js';
export { BrokerTrouble, saslMechanisms, type KafkaSecurity } from './kafka-security.js';
export { KafkaTransport, type KafkaSettings } from './kafka-transport.js';
export { LocalTransport, NotListening } from './local-transport.js';
export {
  partitionOf,
  type Delivery,
  type EventTransport,
  type Listener,
  type Listening,
  type PublishedRecord,
  type Received,
} from './record.js';
export { StillUnreadable } from './parked-streams.js';
export { PublishedFeed, type Stretch, type Told } from './published-feed.js';
export type { Publish, Publishes } from './published-log.js';
export { Relay, type Place, type RelayStatus } from './relay.js';
