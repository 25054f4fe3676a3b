import { isDeepStrictEqual, inspect } from 'node:util';
import type { By, Event, Occasion } from './event.js';
import { asDecision, type Decider, type Decision, type Occurrence } from './decider.js';
import type { StreamRef } from './stream.js';

const someone: Occasion = {
  actor: 'person:00000000-0000-7000-8000-000000000001',
  at: '2026-01-05T08:00:00.000Z',
  id: '00000000-0000-7000-8000-0000000000ff',
};

class Given {
  private readonly states = new Map<string, unknown>();

  /** Facts that stand in a stream already, in order. `by` says who and when, where that matters to the rule. */
  given<State, E extends Event>(stream: StreamRef<State, E>, events: readonly E[], by: Partial<By> = {}): this {
    const name = `${stream.category}/${stream.id}`;
    let state = (this.states.has(name) ? this.states.get(name) : stream.kind.initialState) as State;
    for (const event of events) state = stream.kind.evolve(state, event, { ...someone, ...by });
    this.states.set(name, state);
    return this;
  }

  when<Command>(rule: Decider<Command>, command: Command, occasion: Partial<Occasion> = {}): Outcome {
    const look = <State>(stream: StreamRef<State>): State => {
      const name = `${stream.category}/${stream.id}`;
      return (this.states.has(name) ? this.states.get(name) : stream.kind.initialState) as State;
    };
    return new Outcome(asDecision(rule.decide(command, look as never, { ...someone, ...occasion })));
  }
}

class Outcome {
  constructor(readonly decision: Decision) {}

  /** Exactly these events, in this order, and no refusal. */
  then(expected: readonly Occurrence[]): this {
    if (this.decision.rejection)
      throw new Error(`Refused: ${this.decision.rejection.code}: ${this.decision.rejection.detail}`);
    same(plain(this.decision.events), plain(expected));
    return this;
  }

  thenRejected(code: string, facts: Readonly<Record<string, unknown>> = {}): this {
    const refused = this.decision.rejection;
    if (!refused)
      throw new Error(
        `Expected the refusal ${code}, but it was accepted: ${inspect(plain(this.decision.events), { depth: 8 })}`,
      );
    same(refused.code, code);
    for (const [name, value] of Object.entries(facts)) same(refused.more.facts?.[name], value);
    return this;
  }

  /** The refusal is remembered by exactly these events. */
  remembering(expected: readonly Occurrence[]): this {
    same(plain(this.decision.events), plain(expected));
    return this;
  }

  answering(answer: object): this {
    same(this.decision.answer, answer);
    return this;
  }
}

const plain = (events: readonly Occurrence[]): unknown =>
  JSON.parse(
    JSON.stringify(events.map(({ stream, event }) => ({ stream: `${stream.category}/${stream.id}`, ...event }))),
  );

const same = (actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`Expected ${inspect(expected, { depth: 8 })}\nbut got  ${inspect(actual, { depth: 8 })}`);
  }
};

/** `given(order('PO-1'), [created]).when(release, { … }).then([happened(…)])` */
export const given = <State, E extends Event>(
  stream: StreamRef<State, E>,
  events: readonly E[],
  by?: Partial<By>,
): Given => new Given().given(stream, events, by);

/** Nothing has happened yet. */
export const nothing = (): Given => new Given();
