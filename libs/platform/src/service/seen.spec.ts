import { isReached, Seen } from './seen.js';

describe('what somebody has seen of a service', () => {
  it('is read back as it was written', () => {
    const seen = new Seen(
      'orders',
      120,
      new Map([
        [3, { epoch: 1, position: 118 }],
        [0, { epoch: 2, position: 120 }],
      ]),
    );
    expect(String(seen)).toBe('orders:120;3=1.118;0=2.120');
    expect(Seen.parse(String(seen))).toEqual(seen);
    expect(Seen.parse('orders:7')).toEqual(new Seen('orders', 7, new Map()));
  });

  it.each([
    '',
    'orders',
    'orders:',
    'orders:-1',
    'orders:1;',
    'orders:1;2',
    'Orders:1',
    'orders:1;1=1',
    "orders:1' or 1=1",
  ])('is nothing else: %s', (text) => expect(Seen.parse(text)).toBeUndefined());

  it('counts as heard with its position or in a later epoch', () => {
    const wanted = { epoch: 2, position: 10 };
    expect(
      [undefined, { epoch: 1, position: 99 }, { epoch: 2, position: 9 }].map((mark) => isReached(wanted, mark)),
    ).toEqual([false, false, false]);
    expect(
      [
        { epoch: 2, position: 10 },
        { epoch: 3, position: 1 },
      ].map((mark) => isReached(wanted, mark)),
    ).toEqual([true, true]);
  });
});
