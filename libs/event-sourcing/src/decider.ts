import type { Event, Occasion } from './event.js';
import { Rejection } from './rejection.js';
import type { StreamRef } from './stream.js';

/** An event on its way into a stream. */
export interface Occurrence {
  readonly stream: StreamRef;
  readonly event: Event;
}

/** `happened(order, { type: 'ProductionOrderPaused', data: { … } })` */
export const happened = <E extends Event>(
  stream: StreamRef<never, E> | StreamRef<unknown, E>,
  event: E,
): Occurrence => ({
  stream: stream as StreamRef,
  event,
});

/**
 * What a decision came to. With a `rejection` the events are those that remember the refusal (`…Refused`): they are
 * recorded and the caller is refused all the same. `answer` is what the caller gets back, now and at every repeat.
 */
export interface Decision {
  readonly events: readonly Occurrence[];
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly rejection?: Rejection;
}

/** The state of a stream as the log has it. Every stream looked at is version-checked when the decision is appended. */
export type Look = <State, E extends Event>(stream: StreamRef<State, E>) => State;

/** Thrown by a look at streams that are not there yet: whoever runs the decision loads them and runs it again. */
export class NotLoaded {
  constructor(readonly streams: readonly StreamRef[]) {}
}

/** Looks at many streams, so that those that have to be loaded are loaded together and not one after the other. */
export function lookAtAll<State, E extends Event>(look: Look, streams: readonly StreamRef<State, E>[]): State[] {
  const missing: StreamRef[] = [];
  const states = streams.flatMap((stream) => {
    try {
      return [look(stream)];
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      missing.push(...error.streams);
      return [];
    }
  });
  if (missing.length > 0) throw new NotLoaded(missing);
  return states;
}

/**
 * A rule of the plant. Pure: no clock, no ids of its own, no database, nothing async; what it needs, the command, the
 * streams it looks at and the occasion bring. It may be run more than once for one command.
 */
export interface Decider<Command> {
  /** Names the command in idempotency keys, logs and metrics; a verb phrase such as `release-production-order`. */
  readonly name: string;
  /** The streams known beforehand, the one that the command is about first: read together, and commands on them queue up. */
  streams(command: Command): readonly StreamRef[];
  decide(command: Command, look: Look, occasion: Occasion): Decision | readonly Occurrence[] | Rejection;
}

export const decider = <Command>(definition: Decider<Command>): Decider<Command> => definition;

export const asDecision = (decided: ReturnType<Decider<never>['decide']>): Decision => {
  if (decided instanceof Rejection) return { events: [], rejection: decided };
  return Array.isArray(decided) ? { events: decided as readonly Occurrence[] } : (decided as Decision);
};

/** What a reaction or timer wants done: a command of its own service. */
export interface Intent<Command = never> {
  readonly decider: Decider<Command>;
  readonly command: Command;
}

export const intent = <Command>(rule: Decider<Command>, command: Command): Intent => ({
  decider: rule as Decider<never>,
  command: command as never,
});
