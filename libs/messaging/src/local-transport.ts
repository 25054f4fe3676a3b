import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Delivery,
  EventTransport,
  LastPublished,
  Listener,
  Listening,
  Published,
  PublishedRecord,
  PublishedUpTo,
} from './record.js';

/** Nothing is wrong: a service is starting or stopping, and what is to be handed over waits for it. */
export class NotListening extends Error {}

type Hear = (delivery: Delivery) => Promise<void>;

/**
 * A delivery costs every listener an append. The first event after a quiet moment is handed over at once; a source that
 * goes on speaking rests for a multiple of the time that its last delivery took, so the busier all are, the more goes
 * together.
 */
const rests = 3;
const longestRest = 100;

/**
 * Hands events from log to log within one process, without a broker. Publishing waits until every service that listens
 * has them in its own log; one that has not started yet is waited for, so nothing is published past it.
 */
export class LocalTransport implements EventTransport {
  readonly partitions = 1;
  readonly complete: boolean = true;
  readonly problems = [];
  private readonly sources = new Map<string, Published>();
  private readonly listeners = new Map<string, { readonly sources: readonly string[]; readonly hear?: Hear }>();

  /** Announces a service before it starts: from now on its sources wait for it. */
  expect(listener: string, sources: readonly string[]): void {
    this.listeners.set(listener, { sources });
  }

  offer(source: string, published: Published): void {
    this.sources.set(source, published);
  }

  async published(source: string): Promise<PublishedUpTo | undefined> {
    return this.sources.get(source)?.upTo();
  }

  async replay(source: string, hear: Hear): Promise<void> {
    const published = this.sources.get(source);
    if (!published) return;
    const { position } = await published.upTo();
    for (let at = 0; at < position;) {
      const { records, to } = await published.after(at, 500);
      if (records.length > 0) await hear({ source, partition: 0, records, complete: true });
      at = to;
    }
  }

  async ends(): Promise<ReadonlyMap<number, string>> {
    return new Map();
  }

  async tails(): Promise<ReadonlyMap<number, LastPublished>> {
    return new Map();
  }

  async publish(source: string, records: readonly PublishedRecord[]): Promise<ReadonlyMap<number, string>> {
    const begunAt = performance.now();
    const interested = [...this.listeners].filter(([, { sources }]) => sources.includes(source));
    await Promise.all(
      interested.map(([listener, { hear }]) => {
        if (!hear) throw new NotListening(`${listener} is not listening yet`);
        return hear({ source, partition: 0, records, complete: true });
      }),
    );
    await sleep(Math.min(longestRest, rests * (performance.now() - begunAt)));
    return new Map();
  }

  async listen({ name, sources, hear }: Listener): Promise<Listening> {
    this.listeners.set(name, { sources, hear });
    return { stop: async () => this.expect(name, sources) };
  }

  async close(): Promise<void> {}
}
