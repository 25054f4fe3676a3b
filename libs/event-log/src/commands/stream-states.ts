import type { Event, Recorded, StreamKind, StreamRef } from '@millwright/event-sourcing';
import { fold } from '@millwright/event-sourcing';
import type { EventLog } from '../event-log.js';
import { YoungStreams } from './young-streams.js';

export interface StreamState {
  readonly version: number;
  readonly state: unknown;
}

type Fact = Pick<Recorded<Event>, 'type' | 'data' | 'version' | 'by'>;

/** The states of the streams of one kind. */
interface OfKind {
  readonly states: Map<string, StreamState>;
  /** A stream that nobody has looked at yet does most likely not exist: the last one that had to be read did not. */
  mostlyNew: boolean;
}

const remembered = 5_000;

/**
 * The last known state of streams, by kind, kept up to date with what this process appends and reads of the log. May be
 * stale, and of a stream never looked at it may be a guess: whoever decides on it has the versions checked by the append,
 * and on a conflict asks here for what the log says.
 */
export class StreamStates {
  private readonly kinds = new Map<StreamKind<unknown>, OfKind>();
  private readonly young = new YoungStreams();

  constructor(private readonly log: EventLog) {
    log.onEvents((events) => events.forEach((event) => this.observe(event)));
  }

  known(stream: StreamRef): StreamState | undefined {
    const { states, mostlyNew } = this.ofKind(stream.kind);
    const name = this.log.nameOf(stream);
    const known = states.get(name);
    if (known) return known;
    const events = this.young.of(name);
    if (!events && !mostlyNew) return undefined;
    return this.store(stream, { version: 0, state: stream.kind.initialState }, events ?? []);
  }

  /** Reads what has been added to these streams since they were last read. */
  async refresh(streams: readonly StreamRef[]): Promise<void> {
    const versions = new Map<string, number>();
    // Two kinds of one stream may know different versions of it.
    for (const stream of streams) {
      const name = this.log.nameOf(stream);
      const known = this.ofKind(stream.kind).states.get(name)?.version ?? 0;
      versions.set(name, Math.min(versions.get(name) ?? known, known));
    }
    const events = await this.log.eventsOf(versions);
    for (const stream of streams) this.learn(stream, events.get(this.log.nameOf(stream)) ?? []);
  }

  /** Folds events that follow what is known; those already folded are passed over. */
  advance(stream: StreamRef, events: readonly Fact[]): void {
    const known = this.ofKind(stream.kind).states.get(this.log.nameOf(stream)) ?? {
      version: 0,
      state: stream.kind.initialState,
    };
    this.store(stream, known, events);
  }

  private learn(stream: StreamRef, events: readonly Fact[]): void {
    const kind = this.ofKind(stream.kind);
    const before = kind.states.get(this.log.nameOf(stream))?.version ?? 0;
    if (before === 0) kind.mostlyNew = events.length === 0;
    this.advance(stream, events);
  }

  /** What was added to the log, by whomever: the next of a stream that is known is folded into it. */
  private observe(event: Recorded<Event>): void {
    const name = this.log.nameOf(event);
    this.young.add(name, event);
    for (const [kind, { states }] of this.kinds) {
      if (kind.category !== event.category) continue;
      const known = states.get(name);
      if (known?.version === event.version - 1) this.store({ ...event, kind }, known, [event]);
    }
  }

  private store(stream: StreamRef, { version, state }: StreamState, events: readonly Fact[]): StreamState {
    const name = this.log.nameOf(stream);
    const news = events.filter((event) => event.version > version);
    // Forgotten between two looks: what comes later must not be folded into nothing.
    if (news.length > 0 && news[0].version !== version + 1) return { version, state };
    const after = { version: news.at(-1)?.version ?? version, state: fold(stream.kind, news, state) };
    const { states } = this.ofKind(stream.kind);
    states.delete(name);
    states.set(name, after);
    if (states.size > remembered) states.delete(states.keys().next().value as string);
    return after;
  }

  private ofKind(kind: StreamKind<unknown>): OfKind {
    const found = this.kinds.get(kind);
    if (found) return found;
    const made = { states: new Map<string, StreamState>(), mostlyNew: false };
    this.kinds.set(kind, made);
    return made;
  }
}
