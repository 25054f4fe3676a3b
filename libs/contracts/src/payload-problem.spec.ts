import { payloadProblem } from './payload-problem.js';

const type = 'millwright.orders.item-released.v1';
const released = {
  item: 'HS-40',
  revision: 'A',
  description: 'Housing',
  unit: 'C62',
  tracking: 'lot',
  conversions: [{ unit: 'KGM', factor: '0.5' }],
};

describe('the payload of a published event', () => {
  it('is what its class says', () => {
    expect(payloadProblem(type, released)).toBeUndefined();
  });

  it('may have fields that a newer version has added', () => {
    expect(payloadProblem(type, { ...released, color: 'red' })).toBeUndefined();
  });

  it.each([
    [{ ...released, item: undefined }, 'item must be'],
    [{ ...released, conversions: [{ unit: 'KGM', factor: 0.5 }] }, 'conversions.0.factor'],
    [[], 'is no object'],
    [null, 'is no object'],
  ])('says what is wrong with %j', (data, sentence) => {
    expect(payloadProblem(type, data)).toContain(sentence);
  });

  it('has a type that exists', () => {
    expect(payloadProblem('millwright.orders.item-eaten.v1', {})).toContain('no published event');
  });
});
