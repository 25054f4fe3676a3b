import * as fc from 'fast-check';
import { add, compare, decimal, divide, isMoreThan, multiply, smaller, subtract, sum } from './index.js';

const amount = fc
  .tuple(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 0, max: 999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`);

describe('quantities', () => {
  it('have no float drift', () => {
    expect(add('0.1', '0.2')).toBe('0.3');
    expect(multiply('1.1', '1.1')).toBe('1.21');
    expect(sum(Array.from({ length: 1_000 }, () => '0.1'))).toBe('100');
  });

  it('are canonical: trailing zeros say nothing', () => {
    expect(decimal('20.00')).toBe('20');
    expect(compare('20.00', '20')).toBe(0);
    expect(decimal('0.000000')).toBe('0');
  });

  it('never use exponents, however large or small', () => {
    expect(multiply('999999999999', '999999999999')).toBe('999999999998000000000001');
    expect(multiply('0.000001', '0.000001')).toBe('0.000000000001');
  });

  it('refuse numbers, in which digits may be lost already', () => {
    expect(() => add(0.1 as never, '0.2')).toThrow();
  });

  it('add and subtract back to where they were', () => {
    fc.assert(fc.property(amount, amount, (a, b) => subtract(add(a, b), b) === decimal(a)));
  });

  it('order like the numbers they are', () => {
    fc.assert(fc.property(amount, amount, (a, b) => isMoreThan(a, b) === !isMoreThan(b, a) || compare(a, b) === 0));
    expect(smaller('9', '10')).toBe('9');
  });

  it('round shown figures half up', () => {
    expect(divide('240', '500', 6)).toBe('0.480000');
    expect(divide('1', '8', 2)).toBe('0.13');
    expect(divide('2', '3', 3)).toBe('0.667');
  });
});
