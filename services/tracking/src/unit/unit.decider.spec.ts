import { orders, published } from '@millwright/contracts';
import { given, happened, nothing } from '@millwright/event-sourcing';
import { componentLot } from '../component/component-lot.decider.js';
import { component } from '../component/component.decider.js';
import { jobOf } from '../job/job.decider.js';
import type {} from '../job/job.events.js';
import { machine } from '../machine/machine.decider.js';
import { orderMaterial } from '../material/order-material.decider.js';
import { itemNumbering, numberBlock, numberSeries } from '../number-series/number-series.decider.js';
import { pieces, released } from '../order/gear-motor.spec.js';
import { orderOutput } from '../order/order-output.decider.js';
import { item, productionOrder } from '../order/production-order.decider.js';
import { consumeIntoUnit, exchangeComponent } from './unit-component.decider.js';
import { createUnits } from './unit-life.decider.js';
import { finishOperation, moveIn } from './unit-route.decider.js';
import { unit } from './unit.decider.js';
import type { UnitEvent } from './unit.events.js';

import {
  gm1,
  created,
  movedIn,
  finished,
  went,
  held,
  consumed,
  housing,
  verdict,
  reported,
  plant,
} from './gear-motor-unit.spec.js';

describe('to create units', () => {
  const order = () => given(productionOrder('PO-1'), [released()]);

  it('takes numbers of the series of the item, passing over those in use', () => {
    order()
      .given(itemNumbering('GM-40'), [{ type: 'ItemNumbered', data: { item: 'GM-40', series: 'gm' } }])
      .given(numberSeries('gm'), [{ type: 'NumberSeriesDefined', data: { series: 'gm', pattern: 'GM-{0}' } }])
      .given(gm1, [created])
      .when(createUnits, { order: 'PO-1', count: 1 })
      .then([
        happened(orderOutput('PO-1'), { type: 'UnitsBegun', data: { order: 'PO-1', units: ['GM-2'] } }),
        happened(numberBlock('gm/0'), { type: 'NumbersTaken', data: { series: 'gm', first: 1, last: 2 } }),
        happened(unit('GM-2'), {
          type: 'UnitCreated',
          data: { unit: 'GM-2', order: 'PO-1', item: 'GM-40', itemRevision: 'A' },
        }),
      ])
      .answering({ order: 'PO-1', units: ['GM-2'] });
  });

  it('is refused beyond the order, twice under one number, and without a series', () => {
    order()
      .given(orderOutput('PO-1'), [{ type: 'UnitsBegun', data: { order: 'PO-1', units: ['A', 'B'] } }])
      .when(createUnits, { order: 'PO-1', unit: 'C' })
      .thenRejected('more-units-than-ordered', { created: 2 });
    order().given(gm1, [created]).when(createUnits, { order: 'PO-1', unit: 'GM-1' }).thenRejected('unit-exists');
    order().when(createUnits, { order: 'PO-1' }).thenRejected('no-number-series');
    order().when(createUnits, { order: 'PO-1', unit: 'X', count: 2 }).thenRejected('one-number-one-unit');
    nothing().when(createUnits, { order: 'PO-1' }).thenRejected('unknown-production-order');
    given(productionOrder('PO-1'), [released({ tracking: 'lot' })])
      .when(createUnits, { order: 'PO-1' })
      .thenRejected('tracked-by-lot');
  });
});

describe('to move a unit in', () => {
  it('is possible where everything before is passed', () => {
    plant()
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .then([happened(gm1, movedIn('10'))]);
    plant(...went('10'))
      .when(moveIn, { unit: 'GM-1', operation: '20' })
      .then([happened(gm1, movedIn('20'))]);
  });

  it('is refused elsewhere, naming what is expected', () => {
    plant()
      .when(moveIn, { unit: 'GM-1', operation: '20' })
      .thenRejected('wrong-operation', { expected: ['10'] });
    plant(...went('10'))
      .when(moveIn, { unit: 'GM-1', operation: '30' })
      .thenRejected('wrong-operation', { expected: ['20'] });
    plant(...went('10'), movedIn('20'))
      .when(moveIn, { unit: 'GM-1', operation: '30' })
      .thenRejected('wrong-operation', { expected: ['20'] });
    plant(movedIn('10')).when(moveIn, { unit: 'GM-1', operation: '10' }).thenRejected('already-moved-in');
    plant(...went('10'))
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .thenRejected('wrong-operation', { expected: ['20'] });
    nothing().when(moveIn, { unit: 'GM-1', operation: '10' }).thenRejected('unknown-unit');
  });

  it('names the hold before the route, until it is lifted', () => {
    plant(held).when(moveIn, { unit: 'GM-1', operation: '30' }).thenRejected('unit-on-hold', { hold: 'H-1' });
    plant(held, { type: 'HoldTakenOffUnit', data: { unit: 'GM-1', order: 'PO-1', hold: 'H-1' } })
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .then([happened(gm1, movedIn('10'))]);
  });

  it('is refused where the machine is down, the order paused or the job closed', () => {
    const stop = {
      workCenter: 'ASSY-1',
      workOrder: 'WO-1',
      asset: 'A',
      reason: 'x',
      since: '2026-01-05T07:00:00.000Z',
    };
    plant()
      .given(machine('ASSY-1'), [{ type: 'MachineStopped', data: stop }])
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .thenRejected('machine-down', { workOrder: 'WO-1' });
    plant()
      .given(productionOrder('PO-1'), [published(orders.ProductionOrderPaused, { order: 'PO-1', reason: 'x' })])
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .thenRejected('order-paused');
    plant()
      .given(jobOf('PO-1', '10'), [
        { type: 'JobClosed', data: { order: 'PO-1', operation: '10', workCenter: 'ASSY-1', reason: 'x' } },
      ])
      .when(moveIn, { unit: 'GM-1', operation: '10' })
      .thenRejected('job-closed');
  });
});

describe('to consume a component', () => {
  const scan = { unit: 'GM-1', operation: '10', item: 'MT-40', lot: 'M1' };
  const here = (...events: UnitEvent[]) => plant(movedIn('10'), ...events);

  it('records it for the unit, and claims a serial or counts a lot', () => {
    here()
      .when(consumeIntoUnit, { ...scan, position: 'rear' })
      .then([
        happened(gm1, consumed({ position: 'rear' } as object)),
        happened(component('M1'), {
          type: 'ComponentInstalled',
          data: { serial: 'M1', item: 'MT-40', product: 'GM-1', order: 'PO-1', operation: '10' },
        }),
      ]);
    here()
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1' })
      .then([
        happened(gm1, housing),
        happened(orderMaterial('PO-1'), {
          type: 'IssuedMaterialUsed',
          data: { order: 'PO-1', item: 'HS-40', lot: 'H1', quantity: pieces('1') },
        }),
      ]);
  });

  it('remembers the refusal of a part that is in another product', () => {
    here()
      .given(component('M1'), [
        {
          type: 'ComponentInstalled',
          data: { serial: 'M1', item: 'MT-40', product: 'GM-9', order: 'PO-1', operation: '10' },
        },
      ])
      .when(consumeIntoUnit, scan)
      .thenRejected('component-already-installed', { unit: 'GM-9' })
      .remembering([
        happened(gm1, {
          type: 'ComponentRefused',
          data: { unit: 'GM-1', order: 'PO-1', operation: '10', item: 'MT-40', lot: 'M1', installedIn: 'GM-9' },
        }),
      ]);
  });

  it('stays within what was issued and what the bill of material says', () => {
    here()
      .when(consumeIntoUnit, { ...scan, item: 'XX' })
      .thenRejected('not-in-bill-of-material');
    here()
      .when(consumeIntoUnit, { ...scan, lot: 'M7' })
      .thenRejected('not-issued');
    here()
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1', quantity: pieces('3') })
      .thenRejected('more-than-issued', { available: '2' });
    here(housing)
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1' })
      .thenRejected('more-than-required', { required: '1', installed: '1' });
    here(housing)
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1', overReason: 'shim' })
      .answering({ unit: 'GM-1', operation: '10', item: 'HS-40', lot: 'H1' });
    here()
      .when(consumeIntoUnit, { ...scan, quantity: pieces('2') })
      .thenRejected('serial-is-one');
  });

  it('counts in the unit of the item', () => {
    here()
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1', quantity: { value: '1', unit: 'KGM' } })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    const boxed = published(orders.ItemReleased, {
      item: 'HS-40',
      revision: 'A',
      description: '',
      unit: 'C62',
      tracking: 'lot',
      conversions: [{ unit: 'BX', factor: '2' }],
    });
    here()
      .given(item('HS-40'), [boxed])
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1', quantity: { value: '0.5', unit: 'BX' } })
      .then([
        happened(gm1, housing),
        happened(orderMaterial('PO-1'), {
          type: 'IssuedMaterialUsed',
          data: { order: 'PO-1', item: 'HS-40', lot: 'H1', quantity: pieces('1') },
        }),
      ]);
  });

  it('is refused on hold, and where the unit is not', () => {
    const hold = {
      type: 'HoldPutOnLot' as const,
      data: { hold: 'R-1', lot: 'H1', kind: 'lot' as const, reason: 'recall' },
    };
    here()
      .given(componentLot('H1'), [hold])
      .when(consumeIntoUnit, { ...scan, item: 'HS-40', lot: 'H1' })
      .thenRejected('lot-on-hold', { hold: 'R-1' });
    here().given(componentLot('M1'), [hold]).when(consumeIntoUnit, scan).thenRejected('unit-on-hold', { hold: 'R-1' });
    here(held).when(consumeIntoUnit, scan).thenRejected('unit-on-hold', { hold: 'H-1' });
    here()
      .given(unit('M1'), [{ ...created, data: { ...created.data, unit: 'M1' } } as UnitEvent])
      .when(consumeIntoUnit, scan)
      .thenRejected('component-not-completed');
    plant().when(consumeIntoUnit, scan).thenRejected('not-moved-in');
    plant(...went('10'), movedIn('20'))
      .when(consumeIntoUnit, scan)
      .thenRejected('wrong-operation', { expected: ['20'] });
  });
});

describe('to finish an operation', () => {
  const complete = [movedIn('10'), consumed(), housing];

  it('backflushes the first time, lot by lot in the order of issue, and counts the piece', () => {
    const screws = (lot: string, value: string) => [
      happened(
        gm1,
        consumed({ item: 'SC-M4', tracking: 'lot', lot, quantity: pieces(value), backflushed: true } as object),
      ),
      happened(orderMaterial('PO-1'), {
        type: 'IssuedMaterialUsed' as const,
        data: { order: 'PO-1', item: 'SC-M4', lot, quantity: pieces(value) },
      }),
    ];
    plant(...complete)
      .when(finishOperation, { unit: 'GM-1', operation: '10' })
      .then([
        ...screws('S1', '4'),
        ...screws('S2', '2'),
        happened(gm1, finished('10')),
        happened(jobOf('PO-1', '10'), reported('10', '1')),
      ]);
  });

  it('records a variance where too little was issued, and passes over lots on hold', () => {
    plant(...complete)
      .given(componentLot('S1'), [{ type: 'HoldPutOnLot', data: { hold: 'H', lot: 'S1', kind: 'lot', reason: 'x' } }])
      .when(finishOperation, { unit: 'GM-1', operation: '10' })
      .then([
        happened(
          gm1,
          consumed({ item: 'SC-M4', tracking: 'lot', lot: 'S2', quantity: pieces('4'), backflushed: true } as object),
        ),
        happened(orderMaterial('PO-1'), {
          type: 'IssuedMaterialUsed',
          data: { order: 'PO-1', item: 'SC-M4', lot: 'S2', quantity: pieces('4') },
        }),
        happened(gm1, {
          type: 'BackflushVarianceRecorded',
          data: { product: 'GM-1', order: 'PO-1', operation: '10', item: 'SC-M4', missing: pieces('2') },
        }),
        happened(gm1, finished('10')),
        happened(jobOf('PO-1', '10'), reported('10', '1')),
      ]);
  });

  it('needs its components and its inspection', () => {
    plant(movedIn('10'), consumed())
      .when(finishOperation, { unit: 'GM-1', operation: '10' })
      .thenRejected('components-missing', { missing: [{ item: 'HS-40', unit: 'C62', required: '1', installed: '0' }] });
    plant(...went('10'), movedIn('20'))
      .when(finishOperation, { unit: 'GM-1', operation: '20' })
      .thenRejected('inspection-not-passed');
    plant(...went('10'), movedIn('20'), verdict('failed'))
      .when(finishOperation, { unit: 'GM-1', operation: '20' })
      .thenRejected('inspection-not-passed', { inspection: 'I-1' });
    plant(...went('10'), movedIn('20'), verdict('passed'))
      .when(finishOperation, { unit: 'GM-1', operation: '20' })
      .answering({ unit: 'GM-1', operation: '20', attempt: 1, status: 'in-process', next: ['30'] });
    plant().when(finishOperation, { unit: 'GM-1', operation: '10' }).thenRejected('not-moved-in');
  });

  it('completes the unit, and the job with the last piece', () => {
    plant(...went('10', '20'), movedIn('30'))
      .given(jobOf('PO-1', '30'), [reported('30', '1')])
      .when(finishOperation, { unit: 'GM-1', operation: '30' })
      .then([
        happened(gm1, finished('30')),
        happened(gm1, {
          type: 'UnitCompleted',
          data: { unit: 'GM-1', order: 'PO-1', item: 'GM-40', itemRevision: 'A' },
        }),
        happened(jobOf('PO-1', '30'), reported('30', '1')),
        happened(jobOf('PO-1', '30'), {
          type: 'OperationDone',
          data: { order: 'PO-1', operation: '30', workCenter: 'PACK-1' },
        }),
      ])
      .answering({ unit: 'GM-1', operation: '30', attempt: 1, status: 'completed', next: [] });
    plant(...went('10', '20'), movedIn('30'))
      .given(jobOf('PO-1', '30'), [reported('30', '2')])
      .when(finishOperation, { unit: 'GM-1', operation: '30' })
      .thenRejected('more-than-ordered');
  });
});

describe('to exchange a component', () => {
  const exchange = { unit: 'GM-1', operation: '10', item: 'MT-40', removed: 'M1', installed: 'M2', reason: 'hum' };
  const installed = {
    type: 'ComponentInstalled' as const,
    data: { serial: 'M1', item: 'MT-40', product: 'GM-1', order: 'PO-1', operation: '10' },
  };

  it('frees the one, claims the other, and keeps both in the history', () => {
    plant(movedIn('10'), consumed())
      .given(component('M1'), [installed])
      .when(exchangeComponent, exchange)
      .then([
        happened(gm1, {
          type: 'ComponentRemoved',
          data: {
            unit: 'GM-1',
            order: 'PO-1',
            operation: '10',
            item: 'MT-40',
            lot: 'M1',
            quantity: pieces('1'),
            reason: 'hum',
          },
        }),
        happened(component('M1'), { type: 'ComponentTakenOut', data: { serial: 'M1', product: 'GM-1' } }),
        happened(gm1, consumed({ lot: 'M2' } as object)),
        happened(component('M2'), { type: 'ComponentInstalled', data: { ...installed.data, serial: 'M2' } }),
      ]);
  });

  it('is refused for what is not in it', () => {
    plant(movedIn('10')).when(exchangeComponent, exchange).thenRejected('component-not-installed');
    plant(movedIn('10'), consumed(), held).when(exchangeComponent, exchange).thenRejected('unit-on-hold');
  });
});
