import { Frames } from './frames.js';
import type { Direction, Watcher } from './tcp-proxy.js';

const PRODUCE = 0;

/** The broker has answered a Produce request: what was sent is in the topic. */
export interface Produced {
  readonly clientId: string;
}

/** Follows the protocol of one Kafka connection and tells when the broker acknowledges records. */
export class KafkaWatch implements Watcher {
  private readonly producing = new Map<number, string>();
  private readonly fromClient = new Frames(0, (message) => this.clientSaid(message));
  private readonly fromBroker = new Frames(0, (message) => this.brokerSaid(message));

  constructor(private readonly produced: (produced: Produced) => void) {}

  saw(direction: Direction, bytes: Buffer): void {
    (direction === 'toServer' ? this.fromClient : this.fromBroker).add(bytes, false);
  }

  /** Size, kind, version, correlation id, length of the client's name, name. */
  private clientSaid(message: Buffer): void {
    if (message.length < 14 || message.readInt16BE(4) !== PRODUCE) return;
    const length = message.readInt16BE(12);
    this.producing.set(message.readInt32BE(8), message.toString('utf8', 14, 14 + Math.max(0, length)));
  }

  private brokerSaid(message: Buffer): void {
    const correlation = message.readInt32BE(4);
    const clientId = this.producing.get(correlation);
    if (clientId === undefined) return;
    this.producing.delete(correlation);
    this.produced({ clientId });
  }
}
