import { readArguments } from './arguments.js';

const known = ['append', 'relay'];

describe('the arguments', () => {
  it('mean everything when nothing is named', () =>
    expect(readArguments([], known)).toEqual({ names: known, json: false, rounds: 3, help: false }));

  it('name benchmarks, in any place', () =>
    expect(readArguments(['relay', '--json', '--rounds', '5', 'append'], known)).toEqual({
      names: ['relay', 'append'],
      json: true,
      rounds: 5,
      help: false,
    }));

  it.each(['2', '0', '-3', '3.5', 'many', ''])('refuse %p rounds', (rounds) =>
    expect(() => readArguments([`--rounds=${rounds}`], known)).toThrow('at least 3'),
  );

  it('refuse what does not exist', () => {
    expect(() => readArguments(['aapend'], known)).toThrow('There is no benchmark aapend; there are append, relay.');
    expect(() => readArguments(['--fast'], known)).toThrow('--fast');
  });
});
