import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type LocalKafka, startKafka } from '@millwright/testing';
import { Failpoint } from '../proxy/failpoint.js';
import { KafkaWatch, type Produced } from '../proxy/kafka-watch.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';

/** A Kafka broker behind a proxy: clients are told the address of the proxy and never see the broker itself. */
export class Broker {
  /** The broker has acknowledged records, and whoever sent them does not know it yet. */
  readonly acknowledged = new Failpoint<Produced>();
  private kafka: LocalKafka | undefined;

  private constructor(
    private readonly directory: string,
    private readonly port: number,
    readonly proxy: TcpProxy,
  ) {}

  static async beside(directory: string): Promise<Broker> {
    const port = await freePort();
    const watch = () => new KafkaWatch((produced) => broker.acknowledged.reached(produced));
    const broker: Broker = new Broker(join(directory, 'kafka'), port, await TcpProxy.start(port, watch));
    return broker;
  }

  get address(): string {
    return `127.0.0.1:${this.proxy.port}`;
  }

  get isRunning(): boolean {
    return this.kafka !== undefined;
  }

  async start(): Promise<void> {
    this.kafka ??= await startKafka({
      directory: this.directory,
      port: this.port,
      advertisedPort: this.proxy.port,
      log: () => undefined,
    });
  }

  /** As kill -9; `start` goes on with the same data. */
  async kill(): Promise<void> {
    await this.kafka?.kill();
    this.kafka = undefined;
  }

  /** Comes back with nothing in it, as after the loss of its disk. */
  async losesEverything(): Promise<void> {
    await this.kill();
    await rm(join(this.directory, 'data'), { recursive: true, force: true, maxRetries: 5 });
    await this.start();
  }

  async stop(): Promise<void> {
    await this.kafka?.stop();
    this.kafka = undefined;
    await this.proxy.stop();
  }
}
