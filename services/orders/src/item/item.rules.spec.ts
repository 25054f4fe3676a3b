import { inBaseUnit } from './item.rules.js';

const screw = { item: 'SCR-8', unit: 'C62', conversions: [{ unit: 'CT', factor: '40' }] };

it('leaves the base unit as it is', () => {
  expect(inBaseUnit(screw, { value: '4.0', unit: 'C62' })).toEqual({ value: '4', unit: 'C62' });
});

it('converts exactly', () => {
  expect(inBaseUnit(screw, { value: '2.5', unit: 'CT' })).toEqual({ value: '100', unit: 'C62' });
});

it('says which units it knows', () => {
  expect(inBaseUnit(screw, { value: '1', unit: 'KGM' })).toMatchObject({
    code: 'unit-mismatch',
    kind: 'invalid',
    more: { facts: { expected: 'C62', accepted: ['C62', 'CT'] } },
  });
});
