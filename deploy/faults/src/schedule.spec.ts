import { roundSeed, selection } from './schedule.js';

const faults = ['F01', 'F02', 'F03', 'F04', 'F05'].map((id) => ({ id }));

describe('the schedule of a run', () => {
  it('has an order of its own for every seed and the same for the same', () => {
    expect(selection(faults, '1')).toEqual(selection(faults, '1'));
    const orders = ['1', '2', '3', '4'].map((seed) =>
      selection(faults, seed)
        .map(({ id }) => id)
        .join(),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it('leaves none out and repeats none', () => {
    expect(
      selection(faults, '7')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(faults.map(({ id }) => id));
  });

  it('takes only what was asked for and names what does not exist', () => {
    expect(selection(faults, '1', ['F03'])).toEqual([{ id: 'F03' }]);
    expect(() => selection(faults, '1', ['F99'])).toThrow('There is no fault F99; there are F01,');
  });

  it('repeats the first round with the seed alone', () => {
    expect(roundSeed('42', 1)).toBe('42');
    expect(roundSeed('42', 2)).not.toBe(roundSeed('42', 3));
    expect(roundSeed('42', 2)).toBe(roundSeed('42', 2));
  });
});
