import { given, happened, nothing } from '@millwright/event-sourcing';
import { item } from '../item/item.decider.js';
import type { OrderCommand } from './order-status.rules.js';
import {
  cancelProductionOrder,
  closeProductionOrder,
  pauseProductionOrder,
  planProductionOrder,
  reopenProductionOrder,
  resumeProductionOrder,
} from './order-transitions.decider.js';
import { createProductionOrder, productionOrder } from './production-order.decider.js';
import type { ProductionOrderEvent } from './production-order.events.js';
import { releaseProductionOrder } from './release-order.decider.js';
import { completeProductionOrder } from './complete-order.decider.js';

const order = 'PO-1';
const pieces = (value: string, unit = 'C62') => ({ value, unit });
const gearMotor = () =>
  given(item('GM-40'), [
    {
      type: 'ItemReleased',
      data: {
        item: 'GM-40',
        revision: 'A',
        description: '',
        unit: 'C62',
        tracking: 'serial',
        conversions: [{ unit: 'CT', factor: '4' }],
      },
    },
  ]);
const created: ProductionOrderEvent = {
  type: 'ProductionOrderCreated',
  data: { order, item: 'GM-40', quantity: pieces('20') },
};
const planned: ProductionOrderEvent = { type: 'ProductionOrderPlanned', data: { order } };
const released: ProductionOrderEvent = {
  type: 'ProductionOrderReleased',
  data: {
    order,
    item: 'GM-40',
    itemRevision: 'A',
    tracking: 'serial',
    quantity: pieces('20'),
    routingRevision: 'A',
    operations: [],
    components: [],
  },
};
const begun: ProductionOrderEvent = { type: 'OperationStartRecorded', data: { order, operation: '10' } };
const paused: ProductionOrderEvent = { type: 'ProductionOrderPaused', data: { order, reason: 'no power' } };
const completed: ProductionOrderEvent = {
  type: 'ProductionOrderCompleted',
  data: { order, item: 'GM-40', good: pieces('19'), scrapped: pieces('1') },
};
const closed: ProductionOrderEvent = { type: 'ProductionOrderClosed', data: { order } };
const cancelled: ProductionOrderEvent = { type: 'ProductionOrderCancelled', data: { order, reason: '' } };

describe('creating an order', () => {
  it('keeps the quantity in the base unit', () => {
    gearMotor()
      .when(createProductionOrder, {
        order,
        item: 'GM-40',
        quantity: pieces('5', 'CT'),
        dueAt: '2026-02-01T00:00:00.000Z',
      })
      .then([
        happened(productionOrder(order), {
          type: 'ProductionOrderCreated',
          data: { order, item: 'GM-40', quantity: pieces('20'), dueAt: '2026-02-01T00:00:00.000Z' },
        }),
      ])
      .answering({ order, status: 'draft' });
  });

  it('is refused for a number that is taken, whatever became of that order', () => {
    gearMotor()
      .given(productionOrder(order), [created, cancelled])
      .when(createProductionOrder, { order, item: 'GM-40', quantity: pieces('1') })
      .thenRejected('production-order-exists', { order });
  });

  it.each([
    ['an unknown item', 'NONE', pieces('1'), 'unknown-item'],
    ['a unit that the item does not know', 'GM-40', pieces('1', 'KGM'), 'unit-mismatch'],
    ['half a serialized piece', 'GM-40', pieces('1.5'), 'quantity-not-whole'],
    ['half a piece by conversion', 'GM-40', pieces('0.1', 'CT'), 'quantity-not-whole'],
  ])('is refused for %s', (_what, number, quantity, code) => {
    gearMotor().when(createProductionOrder, { order, item: number, quantity }).thenRejected(code);
  });
});

describe('what is legal', () => {
  const commands = {
    plan: planProductionOrder,
    release: releaseProductionOrder,
    pause: pauseProductionOrder,
    resume: resumeProductionOrder,
    complete: completeProductionOrder,
    reopen: reopenProductionOrder,
    close: closeProductionOrder,
    cancel: cancelProductionOrder,
  };
  const command = { order, reason: 'because', good: pieces('0'), availability: [] };
  const lives: [string, ProductionOrderEvent[], OrderCommand[]][] = [
    ['draft', [created], ['plan', 'release', 'cancel']],
    ['planned', [created, planned], ['plan', 'release', 'cancel']],
    ['released', [created, released], ['pause', 'complete', 'cancel']],
    ['in-progress', [created, released, begun], ['pause', 'complete', 'cancel']],
    ['paused', [created, released, begun, paused], ['resume', 'cancel']],
    ['completed', [created, released, begun, completed], ['close', 'reopen']],
    ['closed', [created, released, completed, closed], []],
    ['cancelled', [created, cancelled], []],
  ];

  it.each(lives)('for a %s order', (status, events, legal) => {
    for (const name of Object.keys(commands) as OrderCommand[]) {
      const { decision } = given(productionOrder(order), events).when<typeof command>(commands[name], command);
      if (legal.includes(name)) expect(decision.rejection?.code).not.toBe('illegal-transition');
      else
        expect(decision.rejection).toMatchObject({
          code: 'illegal-transition',
          more: { legal, facts: { orderStatus: status } },
        });
    }
  });

  it.each(Object.values(commands))('for no order', (rule) => {
    nothing().when<typeof command>(rule, command).thenRejected('unknown-production-order');
  });
});

describe('the life of an order', () => {
  const life = (...events: ProductionOrderEvent[]) => given(productionOrder(order), events);

  it('goes on where it was when it is resumed', () => {
    life(created, released, paused).when(resumeProductionOrder, { order }).answering({ order, status: 'released' });
    life(created, released, begun, paused)
      .when(resumeProductionOrder, { order })
      .answering({ order, status: 'in-progress' });
  });

  it('can be reopened with a reason after its completion, and completed again', () => {
    life(created, released, begun, completed)
      .when(reopenProductionOrder, { order, reason: 'one more found' })
      .then([
        happened(productionOrder(order), {
          type: 'ProductionOrderReopened',
          data: { order, reason: 'one more found' },
        }),
      ])
      .answering({ order, status: 'in-progress' });
  });

  it('ends when it is closed', () => {
    life(created, released, completed)
      .when(closeProductionOrder, { order })
      .then([happened(productionOrder(order), closed)])
      .answering({ order, status: 'closed' });
  });

  it("tells each change under the ERP's number too, for whoever posts it", () => {
    const data = { order, item: 'GM-40', quantity: pieces('20'), externalOrder: 'ERP-7' };
    const known: ProductionOrderEvent = { type: 'ProductionOrderCreated', data };
    const says = (type: ProductionOrderEvent['type'], more: object = {}) =>
      happened(productionOrder(order), {
        type,
        data: { order, externalOrder: 'ERP-7', ...more },
      } as ProductionOrderEvent);
    const reason = 'r';
    life(known, released)
      .when(pauseProductionOrder, { order, reason })
      .then([says('ProductionOrderPaused', { reason })]);
    life(known, released, paused)
      .when(resumeProductionOrder, { order })
      .then([says('ProductionOrderResumed')]);
    life(known, released, completed)
      .when(reopenProductionOrder, { order, reason })
      .then([says('ProductionOrderReopened', { reason })]);
    life(known, released, completed)
      .when(closeProductionOrder, { order })
      .then([says('ProductionOrderClosed')]);
    life(known)
      .when(cancelProductionOrder, { order, reason })
      .then([says('ProductionOrderCancelled', { reason })]);
  });

  it('is planned with a start', () => {
    life(created)
      .when(planProductionOrder, { order, startAt: '2026-01-06T06:00:00.000Z' })
      .then([
        happened(productionOrder(order), {
          type: 'ProductionOrderPlanned',
          data: { order, startAt: '2026-01-06T06:00:00.000Z' },
        }),
      ]);
  });
});
