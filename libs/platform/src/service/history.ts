import { fold, type Event, type Recorded, type StreamRef } from '@millwright/event-sourcing';
import type { AsOfQuery } from '../http/page.js';
import type { ServiceRuntime } from './service-runtime.js';

/** What a stream tells about the past. */
export class History {
  constructor(private readonly runtime: ServiceRuntime) {}

  async eventsOf<State, E extends Event>(stream: StreamRef<State, E>): Promise<Recorded<E>[]> {
    const name = this.runtime.log.nameOf(stream);
    const events = await this.runtime.log.eventsOf(new Map([[name, 0]]));
    return (events.get(name) ?? []) as Recorded<E>[];
  }

  /**
   * The state by two times. `knownAt` leaves out what was recorded later (an instant, or a position of the log); `asOf`
   * leaves out what occurred later and folds the rest in the order of occurrence. Without either, the state of now.
   */
  async stateOf<State, E extends Event>(
    stream: StreamRef<State, E>,
    { asOf, knownAt }: AsOfQuery = {},
  ): Promise<{ state: State; version: number }> {
    const events = await this.eventsOf(stream);
    const known = knownAt === undefined ? events : events.filter(recordedBy(knownAt));
    const occurred =
      asOf === undefined ? known : inOrderOfOccurrence(known.filter(({ by }) => by.at <= new Date(asOf).toISOString()));
    return { state: fold(stream.kind, occurred), version: occurred.length };
  }
}

const recordedBy = (knownAt: string): ((event: Recorded) => boolean) => {
  if (/^\d+$/.test(knownAt)) return ({ position }) => position <= Number(knownAt);
  const instant = new Date(knownAt).toISOString();
  return ({ recordedAt }) => recordedAt <= instant;
};

const inOrderOfOccurrence = <E extends Recorded>(events: readonly E[]): E[] =>
  [...events].sort((a, b) => a.by.at.localeCompare(b.by.at) || a.version - b.version);
