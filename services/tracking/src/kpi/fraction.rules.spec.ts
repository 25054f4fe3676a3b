import { product, ratio, reduced } from './fraction.rules.js';

describe('exact ratios', () => {
  it('are rounded half up only for showing', () => {
    expect(ratio('2', '3')).toEqual({ numerator: '2', denominator: '3', value: '0.666667', percent: '66.7' });
    expect(ratio('1', '2000000')).toMatchObject({ value: '0.000001', percent: '0.0' });
  });

  it('have lowest terms in whole numbers', () => {
    expect(reduced({ numerator: '0.5', denominator: '12.25' })).toMatchObject({ numerator: '2', denominator: '49' });
  });

  it('multiply exactly', () => {
    expect(product([ratio('1', '3'), ratio('3', '7'), ratio('7', '1')])).toMatchObject({
      numerator: '1',
      denominator: '1',
      value: '1.000000',
    });
  });

  it('are undefined where there is nothing to divide by', () => {
    expect(ratio('1', '0.00')).toBeNull();
    expect(ratio(null, '1')).toBeNull();
    expect(product([ratio('1', '2'), null])).toBeNull();
  });

  it('are zero as a product as soon as one of them is', () => {
    expect(product([ratio('0', '2'), null])).toMatchObject({ numerator: '0', value: '0.000000' });
  });
});
