import type { Finding, Mark, ServiceFacts, TopicRecord } from './facts.js';
import { topicsEqualLog } from './inv-05-topics.js';
import { deliveredInOrder } from './inv-06-order.js';
import { heardOnce } from './inv-07-heard.js';
import { facts, finds, holds, log, record, type Fields } from './made-by-hand.js';

describe('INV-5 topics', () => {
  const orders = log('orders', [
    ['item/A', 'ItemReleased'],
    ['release-policy/site', 'ReleasePolicySet'],
    ['item/A', 'ItemBlocked'],
  ]);
  const blocked = record({
    id: 'orders:1:3',
    type: 'millwright.orders.item-blocked.v1',
    position: 3,
    previous: 1,
    sequence: 2,
  });
  const of = (records: TopicRecord[]): Finding =>
    topicsEqualLog(facts([orders], { topics: new Map([['orders', records]]) }));

  it('holds, also with a record twice', () => holds(of([record({}), blocked, record({})])));
  it('finds one that is missing', () => finds(of([record({})]), /orders:1:3 .* is not on the topic/));
  it('finds one that the log does not have', () =>
    finds(
      of([record({}), blocked, record({ id: 'orders:1:2', position: 2, previous: 3 })]),
      /orders:1:2 .* not in its log/,
    ));
  it('finds a broken chain', () =>
    finds(of([record({}), { ...blocked, previous: 0 }]), /names 0 as the one before it .* it is 1/));
});

describe('INV-6 order', () => {
  const of = (records: TopicRecord[]): Finding =>
    deliveredInOrder(facts([], { topics: new Map([['orders', records]]) }));
  const second = record({ id: 'orders:1:2', sequence: 2 });

  it('holds when an old record comes again', () => holds(of([record({}), second, record({})])));
  it('finds first deliveries out of order', () => finds(of([second, record({})]), /version 1 came after version 2/));
  it('finds a stream in two partitions', () =>
    finds(of([record({}), { ...second, partition: 1 }]), /in partition 1 and in 0/));
});

describe('INV-5 and INV-6 of a topic that was emptied and filled again', () => {
  const orders = log('orders', [
    ['item/A', 'ItemReleased'],
    ['item/A', 'ItemBlocked'],
  ]);
  const live = record({
    id: 'orders:1:2',
    type: 'millwright.orders.item-blocked.v1',
    position: 2,
    previous: 1,
    sequence: 2,
  });
  const of = (records: TopicRecord[]) => facts([orders], { topics: new Map([['orders', records]]) });

  it('hold when live records came before the old ones', () => {
    holds(topicsEqualLog(of([live, record({}), live])));
    holds(deliveredInOrder(of([live, record({}), live])));
  });
  it('find what was not filled in again', () =>
    finds(topicsEqualLog(of([live])), /orders:1:1 .* is not on the topic/, /names 1 as the one before it .* it is 0/));
  it('find a listener that kept the records in the order in which they lie there', () => {
    const heard = (position: number): [string, string, Fields, Fields] => [
      'orders.item/A',
      'x',
      {},
      { heardFrom: { source: 'orders', partition: 0, epoch: 1, position } },
    ];
    finds(deliveredInOrder(facts([log('tracking', [heard(2), heard(1)])])), /has orders:1 .* at 2, after 2/);
  });
});

describe('INV-7 heard once', () => {
  const heard = (position: number): [string, string, Fields, Fields] => [
    'orders.item/A',
    'millwright.orders.item-released.v1',
    {},
    { heardFrom: { source: 'orders', partition: 0, epoch: 1, position } },
  ];
  const of = (listener: ServiceFacts): Finding =>
    heardOnce(facts([listener], { topics: new Map([['orders', [record({})]]]) }));
  const mark: Mark = { source: 'orders', partition: 0, position: 1 };

  it('holds when it is there, and when it is still to come', () => {
    holds(of({ ...log('maintenance', [heard(1)]), marks: [mark] }));
    holds(of(log('maintenance', [])));
  });
  it('finds one that was passed', () =>
    finds(of({ ...log('maintenance', []), marks: [mark] }), /has passed orders:1:1/));
  it('finds one that is there twice', () =>
    finds(of({ ...log('maintenance', [heard(1), heard(1)]), marks: [mark] }), /has orders:1 twice/));
  it('finds one that nobody published', () =>
    finds(of({ ...log('maintenance', [heard(1), heard(9)]), marks: [mark] }), /has orders:9 .* not on the topic/));
});
