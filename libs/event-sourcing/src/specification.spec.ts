import { decider, given, happened, nothing, rejection, streamOf, unknown, type Event } from './index.js';

type LampEvent = Event<'LampLit', { colour: string }> | Event<'LampRefused', { colour: string }>;
const lamp = streamOf<{ colour?: string }, LampEvent>('lamp', {
  initialState: {},
  evolve: (state, event) => (event.type === 'LampLit' ? { colour: event.data.colour } : state),
});
const light = decider<{ lamp: string; colour: string }>({
  name: 'light-lamp',
  streams: (command) => [lamp(command.lamp)],
  decide: ({ lamp: id, colour }, look, { at }) => {
    if (id === 'none') return unknown('signal-lamp', id);
    if (look(lamp(id)).colour === colour)
      return {
        events: [happened(lamp(id), { type: 'LampRefused', data: { colour } })],
        rejection: rejection('lit-already', 'It is.', { facts: { colour } }),
      };
    return { events: [happened(lamp(id), { type: 'LampLit', data: { colour } })], answer: { at } };
  },
});
const lit: LampEvent = { type: 'LampLit', data: { colour: 'red' } };

describe('a specification', () => {
  it('holds when exactly the expected facts come out', () => {
    nothing()
      .when(light, { lamp: 'L1', colour: 'red' }, { at: '2026-01-05T09:00:00.000Z' })
      .then([happened(lamp('L1'), lit)])
      .answering({ at: '2026-01-05T09:00:00.000Z' });
  });

  it('fails when another fact, another stream or more facts come out', () => {
    const outcome = nothing().when(light, { lamp: 'L1', colour: 'red' });
    expect(() => outcome.then([])).toThrow();
    expect(() => outcome.then([happened(lamp('L2'), lit)])).toThrow();
    expect(() => outcome.then([happened(lamp('L1'), { ...lit, data: { colour: 'blue' } })])).toThrow();
    expect(() => outcome.thenRejected('lit-already')).toThrow();
  });

  it('shows refusals, what they say and what they leave behind', () => {
    given(lamp('L1'), [lit])
      .when(light, { lamp: 'L1', colour: 'red' })
      .thenRejected('lit-already', { colour: 'red' })
      .remembering([happened(lamp('L1'), { type: 'LampRefused', data: { colour: 'red' } })]);
    nothing().when(light, { lamp: 'none', colour: 'red' }).thenRejected('unknown-signal-lamp');
  });
});
