import { schemaVersionOf } from '@millwright/contracts';
import type { EventLog, Heard } from '@millwright/event-log';
import type { Delivery, EventTransport, Listening, PublishedRecord } from './record.js';

/** Puts what other services publish into the own log, as far as this service declares that it hears it. */
export class Hearing {
  private listening: Listening | undefined;
  private readonly broken = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly transport: EventTransport,
    private readonly sources: readonly string[],
    private readonly types: ReadonlySet<string>,
  ) {}

  /** Partitions in which records are missing, as `<source>/<partition>`; they heal when the source publishes again. */
  get missing(): readonly string[] {
    return [...this.broken];
  }

  async start(): Promise<void> {
    if (this.sources.length === 0) return;
    this.listening = await this.transport.listen({
      name: this.log.connection.service,
      sources: this.sources,
      hear: (delivery) => this.hear(delivery),
      readFrom: () => this.log.readingPositions(),
    });
  }

  async stop(): Promise<void> {
    await this.listening?.stop();
    this.listening = undefined;
  }

  private async hear({ source, partition, records, nextOffset }: Delivery): Promise<void> {
    const ofSite = records.filter(({ site }) => site === this.log.connection.site);
    if (ofSite.length === 0) return;
    const epoch = ofSite[ofSite.length - 1].epoch;
    const hearing = await this.log.hear(
      { source, partition, epoch, nextOffset },
      ofSite.map((record) => this.heard(record)),
    );
    this.broken[hearing.broken ? 'add' : 'delete'](`${source}/${partition}`);
  }

  private heard({
    position,
    previous,
    type,
    data,
    id,
    site,
    category,
    streamId,
    by,
    correlation,
    traceparent,
  }: PublishedRecord): Heard {
    if (!this.types.has(type)) return { position, previous };
    return {
      position,
      previous,
      event: {
        type,
        data,
        eventId: id,
        schemaVersion: schemaVersionOf(type),
        site,
        category,
        id: streamId,
        by,
        correlation,
        traceparent,
      },
    };
  }
}
