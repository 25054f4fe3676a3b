import { neverPublished, passes, typesOf } from './event-filter.js';

const event = { type: 'millwright.orders.item-blocked.v1', category: 'item', streamId: 'HS/40' };

describe('a filter of published events', () => {
  it.each([
    [{}, true],
    [{ types: [] }, true],
    [{ types: ['millwright.orders.item-blocked.v1'] }, true],
    [{ types: ['millwright.orders.item-blocked.v10'] }, false],
    [{ types: ['millwright.orders.item-*'] }, true],
    [{ types: ['millwright.orders.order-*', 'millwright.orders.*'] }, true],
    [{ types: ['millwright.orders.item'] }, false],
    [{ stream: 'item' }, true],
    [{ stream: 'item/HS/40' }, true],
    [{ stream: 'item/HS' }, false],
    [{ stream: 'ite' }, false],
    [{ types: ['millwright.orders.*'], stream: 'production-order' }, false],
  ])('%j: %s', (filter, expected) => expect(passes(filter, event)).toBe(expected));

  it('knows what a service never publishes', () => {
    expect(typesOf('orders')).toContain('millwright.orders.item-blocked.v1');
    expect(neverPublished('orders', ['millwright.orders.item-blocked.v1', 'millwright.orders.*'])).toEqual([]);
    const wrong = [
      'millwright.orders.item-blokked.v1',
      'millwright.quality.hold-placed.v1',
      'ItemBlocked',
      '*',
      'millwright.orders.items*',
    ];
    expect(neverPublished('orders', wrong)).toEqual(wrong);
  });
});
