import type { Event, Recorded } from './event.js';
import type { Intent } from './decider.js';

/** May look into the read models to find candidates; the decider it addresses checks them again by version. */
export type Reacting<E extends Event, Db> = (
  event: Recorded<E>,
  db: Db,
) => readonly Intent[] | Promise<readonly Intent[]>;

export type ReactionHandlers<E extends Event, Db> = {
  readonly [Type in E['type']]?: Reacting<Extract<E, { type: Type }>, Db>;
};

/**
 * What the service does by itself when a fact appears in its log, own or heard. Every intent becomes a command whose id
 * derives from the reaction and the event, so that running it again changes nothing.
 */
export interface Reaction<E extends Event = Event, Db = never> {
  readonly name: string;
  readonly on: ReactionHandlers<E, Db>;
  /**
   * Reactions of one lane run one after the other, in the order of the log; by default the lane is the event's stream.
   * A reaction that looks for candidates in read models takes a lane of its own, so that each sees what the one before did.
   */
  readonly lane?: (event: Recorded<E>) => string;
  /** Waits until the read models have seen everything up to the event, and everything that its lane did before. */
  readonly looksIntoReadModels?: boolean;
}

/** One thing that is due: `id` names the rule and the instant or threshold, so that it is done once. */
export interface Due extends Intent {
  readonly id: string;
  /** When it became due, ISO 8601 UTC. */
  readonly at: string;
}

/** A rule that asks, again and again, what has become due; the answer may name things already done. */
export interface Timer<Db = never> {
  readonly name: string;
  readonly everySeconds: number;
  due(now: string, db: Db): Promise<readonly Due[]>;
}
