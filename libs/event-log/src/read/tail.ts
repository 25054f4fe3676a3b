import type { Recorded } from '@millwright/event-sourcing';

const longest = 5_000;

/**
 * The youngest events of the log, without a gap, so that those who follow it closely need not read them again each.
 * What is in the log never changes, so what is remembered stays true.
 */
export class Tail {
  private events: Recorded[] = [];
  /** Everything after this position and up to the last event is here. */
  private from: number | undefined;

  /** The last position that is remembered. */
  get end(): number | undefined {
    return this.events.at(-1)?.position ?? this.from;
  }

  /** What is remembered after a position; undefined where that is not all that there may be. */
  after(position: number, limit: number): readonly Recorded[] | undefined {
    if (this.from === undefined || position < this.from) return undefined;
    const first = this.firstAfter(position);
    return first === this.events.length ? undefined : this.events.slice(first, first + limit);
  }

  /** Adds events that follow each other and were read or written after `position`. */
  add(position: number, news: readonly Recorded[]): void {
    const last = this.end;
    if (last === undefined || position > last) {
      this.from = position;
      this.events = [...news];
    } else {
      for (const event of news) if (event.position > last) this.events.push(event);
    }
    if (this.events.length <= longest) return;
    const dropped = this.events.length - longest / 2;
    this.from = this.events[dropped - 1].position;
    this.events = this.events.slice(dropped);
  }

  /** Positions grow, so it is found by halving. */
  private firstAfter(position: number): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.events[middle].position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
