import { Random } from './random.js';

const draw = (seed: string): number[] => {
  const random = new Random(seed);
  return Array.from({ length: 20 }, () => random.between(1, 1_000));
};

describe('Random', () => {
  it('draws the same for the same seed and something else for another', () => {
    expect(draw('1')).toEqual(draw('1'));
    expect(draw('1')).not.toEqual(draw('2'));
  });

  it('keeps to its bounds and reaches both ends', () => {
    const random = new Random('bounds');
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  it('gives a part of the work numbers that do not depend on what others drew', () => {
    const one = new Random('s');
    const other = new Random('s');
    other.next();
    expect(one.fork('load').next()).toBe(other.fork('load').next());
  });

  it('loses nothing in shuffling', () => {
    expect(new Random('x').shuffled([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
