import { Amounts } from './amounts.rules.js';

describe('amounts by name', () => {
  it('keep their total and forget what is zero', () => {
    const amounts = Amounts.none.plus('PO-1', '2.5').plus('PO-2', '1').minus('PO-1', '2.5');
    expect(amounts.total).toBe('1');
    expect(amounts.entries()).toEqual([['PO-2', '1']]);
    expect(amounts.of('PO-1')).toBe('0');
  });

  it('are replaced, never changed', () => {
    const before = Amounts.none.plus('PO-1', '1');
    before.plus('PO-1', '1');
    before.minus('PO-1', '1');
    expect(before.entries()).toEqual([['PO-1', '1']]);
  });

  it('hold thousands', () => {
    let amounts = Amounts.none;
    for (let n = 0; n < 5_000; n++) amounts = amounts.plus(`PO-${n}`, '0.1');
    expect(amounts.total).toBe('500');
    expect(amounts.names()).toHaveLength(5_000);
  });
});
