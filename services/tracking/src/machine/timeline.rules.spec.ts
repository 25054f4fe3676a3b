import { array, assert, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check';
import { timeline, type Evidence, type MachineFacts, type StateChange } from './timeline.rules.js';
import { reportedStates } from './machine.commands.js';

const window = { from: 0, to: 100 };
const facts = (some: Partial<MachineFacts>): MachineFacts => ({
  changes: [],
  downtimes: [],
  work: [],
  now: 1_000,
  believedUntil: () => 80,
  ...some,
});
const change = (at: number, state: StateChange['state'], cause: StateChange['cause'] = 'reported'): StateChange => ({
  at,
  state,
  cause,
});
const shown = (some: Partial<MachineFacts>): string =>
  timeline(facts(some), window)
    .map(({ from, to, state }) => `${from}-${to} ${state}`)
    .join(', ');

describe('the timeline of a machine', () => {
  it('is unknown, never idle, where nobody said anything', () => {
    expect(shown({})).toBe('0-100 unknown');
    expect(shown({ changes: [change(10, 'production'), change(20, 'idle'), change(30, 'setup')] })).toBe(
      '0-10 unknown, 10-20 production, 20-30 idle, 30-80 setup, 80-100 unknown',
    );
  });

  it('believes the last state until the end of its shift, and not beyond now', () => {
    expect(shown({ changes: [change(10, 'production')], now: 50 })).toBe(
      '0-10 unknown, 10-50 production, 50-100 unknown',
    );
  });

  it('lets a state last until the next report, however late that comes', () => {
    expect(shown({ changes: [change(10, 'production'), change(95, 'idle')], believedUntil: (at) => at + 2 })).toBe(
      '0-10 unknown, 10-95 production, 95-97 idle, 97-100 unknown',
    );
  });

  it('takes the later word of two for one second', () => {
    expect(shown({ changes: [change(10, 'production'), change(10, 'setup'), change(20, 'idle')] })).toBe(
      '0-10 unknown, 10-20 setup, 20-80 idle, 80-100 unknown',
    );
  });

  it('takes what the machine says for a second in which maintenance gives it back', () => {
    expect(shown({ changes: [change(10, 'production'), change(10, 'idle', 'maintenance')] })).toBe(
      '0-10 unknown, 10-80 production, 80-100 unknown',
    );
  });

  it('shows down while maintenance holds the machine, whatever it reports, and idle afterwards', () => {
    const changes = [
      change(10, 'production'),
      change(30, 'down', 'maintenance'),
      change(35, 'production'),
      change(50, 'idle', 'maintenance'),
      change(60, 'setup'),
    ];
    expect(shown({ changes, downtimes: [{ from: 30, to: 50, state: 'down' }] })).toBe(
      '0-10 unknown, 10-30 production, 30-50 down, 50-60 idle, 60-80 setup, 80-100 unknown',
    );
  });

  it('stays down until now while maintenance has not given it back', () => {
    expect(shown({ downtimes: [{ from: 30, to: null, state: 'down' }], now: 90 })).toBe(
      '0-30 unknown, 30-90 down, 90-100 unknown',
    );
  });

  it('fills what the machine did not say from bookings; a breakdown before production before set-up', () => {
    const work: Evidence[] = [
      { from: 0, to: 40, state: 'setup' },
      { from: 10, to: 30, state: 'production' },
      { from: 20, to: 25, state: 'down' },
    ];
    expect(shown({ work })).toBe(
      '0-10 setup, 10-20 production, 20-25 down, 25-30 production, 30-40 setup, 40-100 unknown',
    );
    expect(shown({ work, changes: [change(5, 'idle'), change(15, 'unknown')] })).toBe(
      '0-5 setup, 5-15 idle, 15-20 production, 20-25 down, 25-30 production, 30-40 setup, 40-100 unknown',
    );
  });

  const state = constantFrom(...reportedStates);
  const changes = array(
    record({
      at: integer({ min: -20, max: 120 }),
      state,
      cause: constantFrom('reported' as const, 'maintenance' as const),
    }),
    { maxLength: 12 },
  ).map((all) => [...new Map(all.map((one) => [one.at, one])).values()]);
  const evidence = array(
    record({
      from: integer({ min: -20, max: 120 }),
      to: integer({ min: -20, max: 120 }),
      state: constantFrom('setup' as const, 'production' as const, 'down' as const),
    }),
    { maxLength: 8 },
  );

  it('has every second of the window once', () => {
    assert(
      property(changes, evidence, evidence, (said, held, work) => {
        const told = timeline(
          facts({ changes: said, downtimes: held.map((one) => ({ ...one, state: 'down' })), work }),
          window,
        );
        expect(told[0].from).toBe(0);
        expect(told.at(-1)?.to).toBe(100);
        told.slice(1).forEach((one, index) => expect(one.from).toBe(told[index].to));
      }),
    );
  });

  it('is the same whatever the order in which the facts were reported', () => {
    const shuffled = changes.chain((said) =>
      shuffledSubarray(said, { minLength: said.length }).map((other) => ({ said, other })),
    );
    assert(
      property(shuffled, evidence, ({ said, other }, work) =>
        expect(timeline(facts({ changes: other, work: [...work].reverse() }), window)).toEqual(
          timeline(facts({ changes: said, work }), window),
        ),
      ),
    );
  });
});
