import type { Event, Recorded } from './event.js';

export type ProjectionHandlers<E extends Event, Db> = {
  readonly [Type in E['type']]?: (event: Recorded<Extract<E, { type: Type }>>, db: Db) => Promise<unknown>;
};

/**
 * A read model that is computed from the log and from nothing else: running it again from the first event gives the
 * same rows. `version` goes up when the handlers change what they compute; the new version is then filled beside the
 * live one. `tables` are the tables that it alone writes.
 *
 * A handler's plain writes (insert, update, delete) are sent without waiting for them, in order: what reads after them
 * sees them, and one that fails fails the event. They give no result; one that is needed is asked for with `returning`.
 */
export interface Projection<E extends Event = Event, Db = never> {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly string[];
  readonly on: ProjectionHandlers<E, Db>;
}
