import type { Event, Recorded } from '@millwright/event-sourcing';

const remembered = 5_000;
/** A stream with more is no longer young; its states are remembered where somebody has looked at it. */
const longest = 50;

/** The streams that began lately, each from its first event on: whoever looks at one for the first time need not read it. */
export class YoungStreams {
  private readonly streams = new Map<string, Recorded<Event>[]>();

  add(name: string, event: Recorded<Event>): void {
    const events = this.streams.get(name);
    if (events === undefined) {
      if (event.version === 1) this.begin(name, event);
    } else if (events.length === event.version - 1) {
      if (event.version > longest) this.streams.delete(name);
      else events.push(event);
    }
  }

  of(name: string): readonly Recorded<Event>[] | undefined {
    return this.streams.get(name);
  }

  private begin(name: string, event: Recorded<Event>): void {
    this.streams.set(name, [event]);
    if (this.streams.size > remembered) this.streams.delete(this.streams.keys().next().value as string);
  }
}
