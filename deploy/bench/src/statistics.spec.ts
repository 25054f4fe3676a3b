import { median, percentile } from './statistics.js';

describe('the median', () => {
  it('is the value in the middle, whatever the order', () => expect(median([9, 1, 5])).toBe(5));
  it('lies between the two in the middle', () => expect(median([1, 100, 2, 4])).toBe(3));
  it('sorts numbers as numbers', () => expect(median([10, 9, 100])).toBe(10));
  it('leaves what it was given as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
  it('of nothing is an error', () => expect(() => median([])).toThrow('no median'));
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  it.each([
    [50, 50],
    [99, 99],
    [99.9, 100],
    [100, 100],
    [0, 1],
  ])('p%d of 1..100 is %d', (percent, value) => expect(percentile(hundred, percent)).toBe(value));
  it('of one value is that value', () => expect(percentile([7], 99)).toBe(7));
  it('of nothing is an error', () => expect(() => percentile([], 50)).toThrow('no percentile'));
});
