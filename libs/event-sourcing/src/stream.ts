import type { By, Event } from './event.js';

/** How one kind of stream is folded to the state that decisions need. Pure: a state is never changed, only replaced. */
export interface StreamKind<State, E extends Event = Event> {
  readonly category: string;
  readonly initialState: State;
  /** An event of a type that the fold does not care for returns the state as it is. */
  evolve(state: State, event: E, by: By): State;
}

/** One stream of a kind: the life of one order, one unit, one lot. The site is added by the log. */
export interface StreamRef<State = unknown, E extends Event = Event> {
  readonly category: string;
  readonly id: string;
  readonly kind: StreamKind<State, E>;
}

const declared: StreamKind<unknown, never>[] = [];

/** Every kind of stream in the modules loaded so far: for a check that stored events can still be folded. */
export const declaredStreams = (): readonly StreamKind<unknown, never>[] => declared;

/**
 * Declares a kind of stream and gives the function that points at one of them.
 * `const unit = streamOf<UnitState, UnitEvent>('unit', { … }); unit('GM-0001')`
 */
export function streamOf<State, E extends Event>(
  category: string,
  fold: Omit<StreamKind<State, E>, 'category'>,
): (id: string) => StreamRef<State, E> {
  const kind: StreamKind<State, E> = { category, ...fold };
  declared.push(kind);
  return (id) => ({ category, id, kind });
}

/**
 * The same for a stream of another service that this one has heard: its published events, appended to the own log.
 * `const asset = heardStream<AssetState, …>('maintenance', 'asset', { … })`
 */
export function heardStream<State, E extends Event>(
  service: string,
  category: string,
  fold: Omit<StreamKind<State, E>, 'category'>,
): (id: string) => StreamRef<State, E> {
  return streamOf(`${service}.${category}`, fold);
}

export const fold = <State, E extends Event>(
  kind: StreamKind<State, E>,
  events: Iterable<E & { by: By }>,
  from: State = kind.initialState,
): State => {
  let state = from;
  for (const event of events) state = kind.evolve(state, event, event.by);
  return state;
};
