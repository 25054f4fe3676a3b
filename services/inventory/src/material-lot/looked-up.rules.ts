/**
 * What this service itself looked up for a command: candidates, never facts; the decider checks each in its stream.
 * It is no part of what was asked, so JSON leaves it out: the same request sent again, under the same key, is the same
 * request, whatever the read models show by then.
 */
export class LookedUp<T> {
  constructor(readonly found: T) {}

  toJSON(): undefined {
    return undefined;
  }
}

/** Lots of each item in the order in which they should be taken. */
export type Candidates = LookedUp<ReadonlyMap<string, readonly string[]>>;
