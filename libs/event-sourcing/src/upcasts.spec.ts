import { currentVersion, UnreadableVersion, upcast, type Upcasts } from './upcasts.js';

const upcasts: Upcasts = {
  PartsAdded: [
    ({ n }: { n: number }) => ({ quantity: String(n) }),
    ({ quantity }: { quantity: string }) => ({ quantity: { value: quantity, unit: 'C62' } }),
  ],
};

describe('the versions of a stored event', () => {
  it('are counted by the steps from the first one', () => {
    expect(currentVersion(upcasts, 'PartsAdded')).toBe(3);
    expect(currentVersion(upcasts, 'BinOpened')).toBe(1);
    expect(currentVersion(upcasts, 'constructor')).toBe(1);
  });

  it.each([
    [1, { n: 5 }],
    [2, { quantity: '5' }],
    [3, { quantity: { value: '5', unit: 'C62' } }],
  ])('%i is read in the shape of today', (version, data) => {
    expect(upcast(upcasts, 'PartsAdded', version, data)).toEqual({ quantity: { value: '5', unit: 'C62' } });
  });

  it('that are not known yet are not read as if they were', () => {
    expect(() => upcast(upcasts, 'PartsAdded', 4, {})).toThrow(UnreadableVersion);
    expect(() => upcast(upcasts, 'BinOpened', 2, {})).toThrow(UnreadableVersion);
  });
});
