import { Rejection } from '@millwright/event-sourcing';
import { amountOf, type ItemState } from './item.rules.js';

const screw: ItemState = {
  known: true,
  unit: 'C62',
  tracking: 'lot',
  conversions: new Map([
    ['CT', '500'],
    ['KGM', '0.125'],
  ]),
};
const motor: ItemState = { known: true, unit: 'C62', tracking: 'serial', conversions: new Map([['PA', '0.5']]) };

describe('an amount of an item', () => {
  it('is converted to the base unit, exactly', () => {
    expect(amountOf('SC-M4', screw, { value: '20.00', unit: 'C62' })).toBe('20');
    expect(amountOf('SC-M4', screw, { value: '0.3', unit: 'CT' })).toBe('150');
    expect(amountOf('SC-M4', screw, { value: '0.1', unit: 'KGM' })).toBe('0.0125');
  });

  it('is refused in another unit, which names the units that would do', () => {
    const refused = amountOf('SC-M4', screw, { value: '1', unit: 'MTR' });
    expect(refused).toMatchObject({
      code: 'unit-mismatch',
      kind: 'invalid',
      more: { legal: ['C62', 'CT', 'KGM'], facts: { expected: 'C62', found: 'MTR' } },
    });
  });

  it('is whole where each piece has a number', () => {
    expect(amountOf('MT-40', motor, { value: '2', unit: 'PA' })).toBe('1');
    expect(amountOf('MT-40', motor, { value: '1', unit: 'PA' })).toMatchObject({ code: 'serial-quantity' });
  });

  it('of an item not heard of yet says that it may be known in a moment', () => {
    const refused = amountOf(
      'NEW',
      { known: false, unit: '', tracking: 'lot', conversions: new Map() },
      { value: '1', unit: 'C62' },
    );
    expect(refused).toBeInstanceOf(Rejection);
    expect(refused).toMatchObject({ code: 'unknown-item', kind: 'unknown' });
  });
});
