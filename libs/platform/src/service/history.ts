import { versionAt } from '@millwright/event-log';
import { fold, type Event, type Recorded, type StreamRef } from '@millwright/event-sourcing';
import type { AsOfQuery } from '../http/two-times.js';
import { ReadModels } from './read-models.js';
import type { ServiceRuntime } from './service-runtime.js';

type Stream = Pick<StreamRef, 'category' | 'id'>;

/** What streams tell about the past. */
export class History {
  constructor(private readonly runtime: ServiceRuntime) {}

  async eventsOf<State, E extends Event>(stream: StreamRef<State, E>): Promise<Recorded<E>[]> {
    return (await this.of([stream])) as Recorded<E>[];
  }

  /**
   * The state by two times. `knownAt` leaves out what was recorded later (an instant, or a position of the log); `asOf`
   * leaves out what occurred later and folds the rest in the order of occurrence. Without either, the state of now.
   */
  async stateOf<State, E extends Event>(
    stream: StreamRef<State, E>,
    time: AsOfQuery = {},
  ): Promise<{ state: State; version: number }> {
    const occurred = atTime(await this.eventsOf(stream), time);
    return { state: fold(stream.kind, occurred), version: occurred.length };
  }

  /**
   * What the read models show now or, where a time is asked for, what they make of the facts of these streams by then: the
   * same rows by the same rules, and nothing of any other stream.
   */
  async shown<T>(
    { asOf, knownAt }: AsOfQuery,
    streams: readonly Stream[] | (() => Promise<readonly Stream[]>),
    read: (rows: ReadModels) => Promise<T>,
  ): Promise<T> {
    const { past } = this.runtime;
    if (isOfNow({ asOf, knownAt })) return read(new ReadModels(this.runtime));
    const events = await this.of(typeof streams === 'function' ? await streams() : streams);
    return past.show(atTime(events, { asOf, knownAt }), (db) => read(new ReadModels(this.runtime, db)));
  }

  /**
   * The same with the version of the first stream, for rows that carry none. It is read before they are: they may show
   * more than it says, and never less, so that a command with it as If-Match overwrites nothing unseen.
   */
  async versioned<T extends object>(
    time: AsOfQuery,
    streams: readonly [Stream, ...Stream[]],
    read: (rows: ReadModels) => Promise<T>,
    others: () => Promise<readonly Stream[]> = async () => [],
  ): Promise<T & { version: number }> {
    const version = await this.versionOf(streams[0], time);
    return { ...(await this.shown(time, async () => [...streams, ...(await others())], read)), version };
  }

  private async versionOf(stream: Stream, time: AsOfQuery): Promise<number> {
    const { log, projector } = this.runtime;
    if (isOfNow(time)) return versionAt(log.pool, log.nameOf(stream), await projector.farthest());
    return atTime(await this.of([stream]), time).length;
  }

  /** In the order of recording. */
  private async of(streams: readonly Stream[]): Promise<Recorded[]> {
    const { log } = this.runtime;
    const found = await log.eventsOf(new Map(streams.map((one) => [log.nameOf(one), 0])));
    return [...found.values()].flat().sort((a, b) => a.position - b.position);
  }
}

const isOfNow = ({ asOf, knownAt }: AsOfQuery): boolean => asOf === undefined && knownAt === undefined;

function atTime<E extends Recorded>(events: readonly E[], { asOf, knownAt }: AsOfQuery): readonly E[] {
  const known = knownAt === undefined ? events : events.filter(recordedBy(knownAt));
  if (asOf === undefined) return known;
  const instant = new Date(asOf).toISOString();
  return inOrderOfOccurrence(known.filter(({ by }) => by.at <= instant));
}

const recordedBy = (knownAt: string): ((event: Recorded) => boolean) => {
  if (/^\d+$/.test(knownAt)) return ({ position }) => position <= Number(knownAt);
  const instant = new Date(knownAt).toISOString();
  return ({ recordedAt }) => recordedAt <= instant;
};

const inOrderOfOccurrence = <E extends Recorded>(events: readonly E[]): E[] =>
  [...events].sort((a, b) => a.by.at.localeCompare(b.by.at) || a.position - b.position);
