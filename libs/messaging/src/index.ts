export { Hearing } from './hearing.js';
export { KafkaTransport, type KafkaSettings } from './kafka-transport.js';
export { LocalTransport } from './local-transport.js';
export {
  partitionOf,
  type Delivery,
  type EventTransport,
  type Listener,
  type Listening,
  type PublishedRecord,
} from './record.js';
export { Relay, type Publish, type Publishes } from './relay.js';
