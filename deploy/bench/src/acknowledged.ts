import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '@millwright/event-log';
import { KafkaTransport, Relay, type PublishedRecord } from '@millwright/messaging';
import type { BenchDatabase } from './benchmark.js';
import { mustCount, numberFrom } from './counted.js';
import { oneEvent, openLog, service } from './our-log.js';
import { createTopic, mustHold, partitions } from './topic.js';

/** Notes when Kafka has acknowledged each record. */
class Watched extends KafkaTransport {
  readonly acknowledged = new Map<number, number>();

  override async publish(source: string, records: readonly PublishedRecord[]): Promise<void> {
    await super.publish(source, records);
    const now = performance.now();
    for (const { position } of records) this.acknowledged.set(position, now);
  }
}

export interface Pace {
  readonly aSecond: number;
  readonly seconds: number;
}

interface Place {
  readonly database: BenchDatabase;
  readonly brokers: string[];
  readonly topic: string;
}

/** A log and its relay, as they run in a service. Each run appends at a steady pace, whatever the answers do. */
export class Pipeline {
  private constructor(
    private readonly log: EventLog,
    private readonly transport: Watched,
    private readonly relay: Relay,
    private readonly place: Place,
  ) {}

  static async open(database: BenchDatabase, brokers: string[]): Promise<Pipeline> {
    const { log } = await openLog(database);
    const topicPrefix = `latency-${randomUUID()}`;
    const topic = `${topicPrefix}.${service}`;
    await createTopic(brokers, topic);
    const transport = new Watched({ brokers, clientId: 'bench', topicPrefix, partitions });
    const relay = new Relay(
      log,
      { PartMeasured: ({ data }) => ({ type: 'millwright.bench.part-measured.v1', data }) },
      transport,
    );
    await relay.prepare();
    log.onGrowth(() => relay.loop.wake());
    relay.loop.start();
    return new Pipeline(log, transport, relay, { database, brokers, topic });
  }

  /** From the moment at which each append is due until Kafka has acknowledged its event, in milliseconds. */
  async latencies({ aSecond, seconds }: Pace): Promise<number[]> {
    const before = await numberFrom(this.place.database.url, 'select count(*) from bench_log.events');
    const total = aSecond * seconds;
    const due = new Map<number, number>();
    const series = randomUUID();
    const running: Promise<void>[] = [];
    const started = performance.now();
    for (let sent = 0; sent < total; await sleep(1)) {
      const reached = Math.min(total, Math.floor(((performance.now() - started) / 1_000) * aSecond));
      for (; sent < reached; sent++)
        running.push(this.append(`${series}-${sent}`, started + (sent * 1_000) / aSecond, due));
    }
    await Promise.all(running);
    for (const position of due.keys()) while (!this.transport.acknowledged.has(position)) await sleep(1);
    await mustCount(this.place.database.url, 'select count(*) from bench_log.events', before + total);
    await mustHold(this.place.brokers, this.place.topic, before + total);
    const latencies = [...due].map(([position, at]) => (this.transport.acknowledged.get(position) as number) - at);
    this.transport.acknowledged.clear();
    return latencies;
  }

  async close(): Promise<void> {
    await this.relay.loop.stop();
    await this.transport.close();
    await this.log.close();
    await this.place.database.drop();
  }

  private async append(stream: string, at: number, due: Map<number, number>): Promise<void> {
    const result = await this.log.append(oneEvent(stream, 0));
    if (result.kind !== 'appended') throw new Error(`An append was answered with ${result.kind}`);
    due.set(result.position, at);
  }
}
