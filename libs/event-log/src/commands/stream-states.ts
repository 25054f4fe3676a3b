import type { Event, Recorded, StreamKind, StreamRef } from '@millwright/event-sourcing';
import { fold } from '@millwright/event-sourcing';
import type { EventLog } from '../event-log.js';

export interface StreamState {
  readonly version: number;
  readonly state: unknown;
}

const remembered = 20_000;

/**
 * The last known state of streams, by kind. May be stale: whoever decides on it has the versions checked by the append,
 * and on a conflict asks here for the events since.
 */
export class StreamStates {
  private readonly kinds = new Map<StreamKind<unknown>, Map<string, StreamState>>();

  constructor(private readonly log: EventLog) {}

  known(stream: StreamRef): StreamState | undefined {
    return this.ofKind(stream).get(this.log.nameOf(stream));
  }

  /** Reads what has been added to these streams since they were last read. */
  async refresh(streams: readonly StreamRef[]): Promise<void> {
    const versions = new Map(streams.map((stream) => [this.log.nameOf(stream), this.known(stream)?.version ?? 0]));
    // Two kinds of one stream may know different versions of it.
    for (const stream of streams) {
      const name = this.log.nameOf(stream);
      versions.set(name, Math.min(versions.get(name) ?? 0, this.known(stream)?.version ?? 0));
    }
    const events = await this.log.eventsOf(versions);
    for (const stream of streams) this.advance(stream, events.get(this.log.nameOf(stream)) ?? []);
  }

  /** Folds events that follow what is known; those already folded are passed over. */
  advance(stream: StreamRef, events: readonly Pick<Recorded<Event>, 'type' | 'data' | 'version' | 'by'>[]): void {
    const name = this.log.nameOf(stream);
    const known = this.known(stream) ?? { version: 0, state: stream.kind.initialState };
    const news = events.filter(({ version }) => version > known.version);
    const states = this.ofKind(stream);
    states.delete(name);
    states.set(name, { version: news.at(-1)?.version ?? known.version, state: fold(stream.kind, news, known.state) });
    if (states.size > remembered) states.delete(states.keys().next().value as string);
  }

  private ofKind(stream: StreamRef): Map<string, StreamState> {
    const known = this.kinds.get(stream.kind);
    if (known) return known;
    const states = new Map<string, StreamState>();
    this.kinds.set(stream.kind, states);
    return states;
  }
}
