import { fill, isBalanced } from './lot-parts.rules.js';

const pieces = (value: string) => ({ value, unit: 'C62' });

describe('lots that become other lots', () => {
  it('are emptied one after the other into the new ones; what is left over was lost', () => {
    const { filled, left } = fill(
      [
        { lot: 'X', quantity: '30', countedBefore: { '10': '5' } },
        { lot: 'Y', quantity: '20.5', countedBefore: {} },
      ],
      [
        { lot: 'P', quantity: pieces('40') },
        { lot: 'Q', quantity: pieces('9.5') },
      ],
    );
    expect(filled.map(({ lot, from }) => [lot, from.map((part) => `${part.lot} ${part.quantity.value}`)])).toEqual([
      ['P', ['X 30', 'Y 10']],
      ['Q', ['Y 9.5']],
    ]);
    expect(filled[0].countedBefore).toEqual({ '10': '5' });
    expect(left.map(({ quantity }) => quantity)).toEqual(['0', '1']);
  });

  it('keep the balance to the last decimal', () => {
    expect(isBalanced('0.3', '0.2', '0.1')).toBe(true);
    expect(isBalanced('0.3', '0.2', '0.1000001')).toBe(false);
  });
});
