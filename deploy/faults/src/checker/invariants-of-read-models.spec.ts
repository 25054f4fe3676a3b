import type { Checkpoint, Finding, Row, ServiceFacts } from './facts.js';
import { projectionsEqualFolds } from './inv-08-projections.js';
import { redeliveryChangesNothing } from './inv-09-redelivery.js';
import { stockBalances } from './inv-10-stock.js';
import { genealogyHolds } from './inv-11-genealogy.js';
import { legalTransitions } from './inv-12-order-states.js';
import { behind } from './inv-18-liveness.js';
import { created, facts, finds, holds, log, pieces, type Fields } from './made-by-hand.js';

describe('INV-8 projections', () => {
  const order = log('orders', [
    created,
    ['production-order/P', 'ProductionOrderReleased'],
    ['production-order/P', 'OperationStartRecorded'],
  ]);
  const of = (rows: Row[]): Finding => projectionsEqualFolds(facts([{ ...order, rows: { production_order: rows } }]));

  it('holds when the row is what the log says', () =>
    holds(of([{ order_number: 'P', status: 'in-progress', begun: true }])));
  it('finds a different column, a missing row and one too many', () => {
    finds(of([{ order_number: 'P', status: 'released', begun: true }]), /status is released, the log says in-progress/);
    finds(of([]), /lacks P/);
    finds(
      of([
        { order_number: 'P', status: 'in-progress', begun: true },
        { order_number: 'Q', status: 'draft' },
      ]),
      /has Q, the log does not/,
    );
  });
  it('finds a quantity that was counted twice', () => {
    const job = log(
      'tracking',
      [
        ['job/P/10', 'JobOpened'],
        ['job/P/10', 'PiecesReported', { good: { value: '2.50' }, scrap: { value: '0' }, rework: { value: '0' } }],
      ],
      { job: [{ job: 'P/10', status: 'open', started: true, good: '5', scrap: '0', rework: '0', lost: '0' }] },
    );
    finds(projectionsEqualFolds(facts([job])), /good is 5, the log says 2.5/);
  });
});

describe('INV-9 redelivery', () => {
  const row = { lot: 'L', on_hand: '3' };
  const before = facts([log('inventory', [['a/1', 'X']], { material_lot: [row] })]);

  it('holds when nothing changed', () => holds(redeliveryChangesNothing(before, before)));
  it('finds an event more and a row that changed', () => {
    const after = facts([
      log(
        'inventory',
        [
          ['a/1', 'X'],
          ['a/1', 'Y'],
        ],
        { material_lot: [{ ...row, on_hand: '6' }] },
      ),
    ]);
    finds(redeliveryChangesNothing(before, after), /Y of SITE\/a\/1 at 2 came of it/, /is not there any more/);
  });
});

describe('INV-10 stock', () => {
  const received = ['material-lot/L', 'MaterialReceived', { lot: 'L', location: 'MAIN', ...pieces('5') }] as [
    string,
    string,
    Fields,
  ];
  const move = (value: string): [string, string, Fields] => [
    'material-lot/L',
    'LotMoved',
    { lot: 'L', from: 'MAIN', to: 'LINE', ...pieces(value) },
  ];

  it('holds for what was there', () => holds(stockBalances(facts([log('inventory', [received, move('5')])]))));
  it('finds stock below zero at a prefix, though it is well at the end', () =>
    finds(stockBalances(facts([log('inventory', [move('2'), received])])), /-2 on hand at MAIN after LotMoved at 1/));
  it('finds a balance that its quantities do not lead to', () =>
    finds(
      stockBalances(
        facts([
          log('inventory', [[received[0], received[1], { ...received[2], after: { balance: { onHand: '6' } } }]]),
        ]),
      ),
      /says 6 on hand, its quantities say 5/,
    ));
  it('finds consumption that inventory took twice', () => {
    const consumed = { order: 'P', lot: 'L', location: 'MAIN', fromIssue: '0', ...pieces('1') };
    const tracking = log('tracking', [['lot-in-process/P', 'MaterialConsumed', consumed]]);
    const inventory = log('inventory', [
      received,
      ['material-lot/L', 'LotConsumed', consumed],
      ['material-lot/L', 'LotConsumed', consumed],
    ]);
    finds(stockBalances(facts([tracking, inventory])), /tracking consumed 1, inventory took 2/);
  });
});

describe('INV-11 genealogy', () => {
  const into = (product: string, lot: string): [string, string, Fields] => [
    'x/1',
    'MaterialConsumed',
    { product: { id: product }, lot },
  ];
  const log2 = facts([log('tracking', [into('P', 'L')])]);
  const backward = { of: 'P', direction: 'backward', reached: ['P', 'L'] } as const;
  const forward = { of: 'L', direction: 'forward', reached: ['L', 'P'] } as const;

  it('holds when both ways agree', () => holds(genealogyHolds(log2, [backward, forward])));
  it('finds a circle', () =>
    expect(genealogyHolds(facts([log('tracking', [into('P', 'L'), into('L', 'P')])]), []).problems).toEqual([
      'P is in itself',
      'L is in itself',
    ]));
  it('finds a trace that lacks something, and one that does not lead back', () => {
    finds(genealogyHolds(log2, [{ ...backward, reached: ['P'] }]), /backward trace of P lacks L/);
    finds(
      genealogyHolds(log2, [backward, { ...forward, reached: ['L'] }]),
      /the backward trace of P has L, whose forward trace lacks P/,
    );
  });
});

describe('INV-12 order states', () => {
  const of = (...types: string[]): Finding =>
    legalTransitions(
      facts([
        log(
          'orders',
          types.map((type) => ['production-order/P', type]),
        ),
      ]),
    );

  it('holds for a whole life', () =>
    holds(
      of(
        'ProductionOrderCreated',
        'ProductionOrderReleased',
        'ProductionOrderPaused',
        'ProductionOrderResumed',
        'ProductionOrderCompleted',
        'ProductionOrderClosed',
      ),
    ));
  it('finds a way that does not exist', () => {
    finds(
      of('ProductionOrderCreated', 'ProductionOrderCompleted'),
      /went from draft to completed by ProductionOrderCompleted at 2/,
    );
    finds(of('ProductionOrderCreated', 'ProductionOrderCreated'), /went from draft to draft/);
  });
});

describe('INV-18 liveness', () => {
  const relay: Checkpoint = { name: 'relay', position: 4, details: { 0: { position: 3 } } };
  const orders = { ...log('orders', []), head: 4, checkpoints: [relay] };
  const listener = (position: number) => ({
    ...log('maintenance', []),
    marks: [{ source: 'orders', partition: 0, position }],
  });
  const seen = (...services: ServiceFacts[]): string[] =>
    behind(new Map(services.map((one) => [one.service, one])), []);

  it('holds when all is caught up', () => expect(seen(orders, listener(3))).toEqual([]));
  it('finds a checkpoint behind, something unheard, and a service that is not ready', () => {
    expect(seen({ ...orders, head: 5 }, listener(3))).toEqual(['orders: relay is at 4, the log at 5']);
    expect(seen(orders, listener(2))).toEqual(['maintenance has heard orders/0 up to 2 of 3']);
    expect(behind(new Map(), ['orders is not ready'])).toEqual(['orders is not ready']);
  });
});
