import { orders, published, tracking } from '@millwright/contracts';
import { given, happened, numbersOfDay } from '@millwright/event-sourcing';
import { hold } from '../hold/hold.decider.js';
import { inspectionPlan } from '../inspection-plan/inspection-plan.decider.js';
import type { PlanContent } from '../inspection-plan/inspection-plan.events.js';
import { heardUnit } from '../goods/unit.decider.js';
import { lotLine } from '../lot-line/lot-line.decider.js';
import { nonconformance } from '../nonconformance/nonconformance.decider.js';
import { productionOrder } from '../production-order/production-order.decider.js';
import { inspection } from './inspection.decider.js';
import { openInspection } from './inspection-opening.decider.js';
import { cancelInspection, recordMeasurements } from './measurement.decider.js';

const content: PlanContent = {
  item: 'GM-40',
  stage: 'in-process',
  characteristics: [
    {
      characteristic: 'current',
      description: 'No-load current',
      unit: 'AMP',
      lower: '0.80',
      upper: '1.20',
      originOperation: '10',
    },
    {
      characteristic: 'noise',
      description: 'Noise',
      unit: '2N',
      upper: '62.0',
      originOperation: '10',
      defect: 'too-loud',
    },
  ],
  sampling: { rule: 'all' },
  needsApproval: [],
};
const drafted = { type: 'InspectionPlanDrafted', data: { plan: 'IP', revision: 'A', ...content } } as const;
const releasedA = { type: 'InspectionPlanReleased', data: { plan: 'IP', revision: 'A', ...content } } as const;
const releasedB = { type: 'InspectionPlanReleased', data: { plan: 'IP', revision: 'B', ...content } } as const;
const plan = inspectionPlan('IP');

const operation = (number: string, after: string[], inspectionPlanNumber?: string) => ({
  operation: number,
  description: '',
  workCenter: 'W',
  after,
  setupSeconds: 0,
  runSecondsPerUnit: 0,
  ...(inspectionPlanNumber === undefined ? {} : { inspectionPlan: inspectionPlanNumber, inspectionPlanRevision: 'A' }),
});
const order = published(orders.ProductionOrderReleased, {
  order: 'PO-1',
  item: 'GM-40',
  itemRevision: 'A',
  tracking: 'serial',
  quantity: { value: '20', unit: 'C62' },
  routingRevision: 'A',
  operations: [operation('10', []), operation('20', ['10'], 'IP'), operation('30', ['20'])],
  components: [],
});
const unit = { kind: 'unit', id: 'GM-0007' } as const;
const subject = { kind: 'unit', id: 'GM-0007', item: 'GM-40' } as const;
const line = lotLine({ subject: 'GM-0007', operation: '20', plan: 'IP' });
const one = { value: '1', unit: 'C62' };
const opened = {
  type: 'InspectionOpened',
  data: {
    inspection: 'I-1',
    plan: 'IP',
    planRevision: 'A',
    subject,
    order: 'PO-1',
    operation: '20',
    quantity: one,
    attempt: 1,
    characteristics: content.characteristics,
    needsApproval: [],
  },
} as const;
const facts = {
  inspection: 'I-1',
  plan: 'IP',
  planRevision: 'A',
  subject,
  order: 'PO-1',
  operation: '20',
  quantity: one,
};
const began = {
  type: 'LotLineInspectionOpened',
  data: { lot: 'GM-0007', inspection: 'I-1', quantity: one, attempt: 1 },
} as const;
const judged = {
  type: 'UnitJudged',
  data: { lot: 'GM-0007', inspection: 'I-1', attempt: 1, accepted: { value: '0', unit: 'C62' }, rejected: one },
} as const;
const released = () => given(plan, [drafted, releasedA]).given(productionOrder('PO-1'), [order]);
const open = () => released().given(inspection('I-1'), [opened]).given(line, [began]);
const current = (value: string, verdict: 'passed' | 'failed') => ({
  characteristic: 'current',
  value,
  unit: 'AMP',
  verdict,
});
const noise = (value: string, verdict: 'passed' | 'failed') => ({
  characteristic: 'noise',
  value,
  unit: '2N',
  verdict,
});

describe('opening an inspection', () => {
  it('freezes the revision that the order was released with, at the operation that has the plan', () => {
    released()
      .given(plan, [releasedB])
      .when(openInspection, { inspection: 'I-1', plan: 'IP', subject: unit, order: 'PO-1' })
      .then([happened(inspection('I-1'), opened), happened(line, began)])
      .answering({ inspection: 'I-1', planRevision: 'A', attempt: 1, verdict: 'open', missing: ['current', 'noise'] });
  });

  it('freezes the newest released revision without an order', () => {
    const { decision } = given(plan, [drafted, releasedA, releasedB]).when(openInspection, {
      inspection: 'I-1',
      plan: 'IP',
      subject: unit,
    });
    expect(decision.events[0].event.data).toMatchObject({ planRevision: 'B' });
  });

  it('keeps the revision of the order after it was withdrawn', () => {
    const { decision } = released()
      .given(plan, [{ type: 'InspectionPlanWithdrawn', data: { plan: 'IP', revision: 'A', reason: 'wrong' } }])
      .when(openInspection, { plan: 'IP', subject: unit, order: 'PO-1' });
    expect(decision.events[1].event.data).toMatchObject({ planRevision: 'A', inspection: 'IN-20260105-001' });
  });

  it('needs a released plan', () => {
    given(plan, [drafted])
      .when(openInspection, { plan: 'IP', subject: unit })
      .thenRejected('inspection-plan-not-released', { plan: 'IP' });
    given(plan, []).when(openInspection, { plan: 'IP', subject: unit }).thenRejected('unknown-inspection-plan');
  });

  it('takes the next number that nobody has chosen by hand', () => {
    const { decision } = released()
      .given(numbersOfDay('IN-20260105'), [{ type: 'NumberTaken', data: { series: 'IN', day: '20260105', number: 4 } }])
      .given(inspection('IN-20260105-005'), [{ ...opened, data: { ...opened.data, inspection: 'IN-20260105-005' } }])
      .when(openInspection, { plan: 'IP', subject: unit, order: 'PO-1' });
    expect(decision.answer).toMatchObject({ inspection: 'IN-20260105-006' });
  });

  it('refuses what is unknown, gone or somewhere else', () => {
    released()
      .when(openInspection, { plan: 'IP', subject: unit, order: 'PO-9' })
      .thenRejected('unknown-production-order');
    released()
      .when(openInspection, { plan: 'IP', subject: unit, order: 'PO-1', operation: '40' })
      .thenRejected('unknown-operation', { operation: '40' });
    released()
      .when(openInspection, { plan: 'IP', subject: { ...unit, item: 'XX' }, order: 'PO-1' })
      .thenRejected('plan-for-other-item', { expected: 'GM-40', item: 'XX' });
    released()
      .when(openInspection, { plan: 'IP', subject: unit, quantity: { value: '2', unit: 'C62' } })
      .thenRejected('quantity-not-one');
    released()
      .when(openInspection, { plan: 'IP', subject: unit, quantity: { value: '1', unit: 'KGM' } })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    const moved = published(tracking.UnitMovedIn, {
      unit: 'GM-0007',
      item: 'GM-40',
      order: 'PO-2',
      operation: '10',
      workCenter: 'W',
    });
    const scrapped = published(tracking.UnitScrapped, {
      unit: 'GM-0007',
      item: 'GM-40',
      order: 'PO-2',
      operation: '10',
      reason: 'x',
    });
    released()
      .given(heardUnit('GM-0007'), [moved])
      .when(openInspection, { plan: 'IP', subject: unit, order: 'PO-1' })
      .thenRejected('unit-of-other-order', { order: 'PO-2' });
    released()
      .given(heardUnit('GM-0007'), [scrapped])
      .when(openInspection, { plan: 'IP', subject: unit })
      .thenRejected('unit-scrapped');
  });

  it('refuses a number that is taken and a second open inspection of one unit', () => {
    open()
      .when(openInspection, { inspection: 'I-1', plan: 'IP', subject: unit, order: 'PO-1' })
      .thenRejected('inspection-exists');
    open()
      .when(openInspection, { inspection: 'I-2', plan: 'IP', subject: unit, order: 'PO-1' })
      .thenRejected('inspection-open', { inspection: 'I-1' });
  });

  it('counts attempts: after rework the unit is inspected again and the first verdict is repeated', () => {
    const { decision } = open()
      .given(line, [judged])
      .when(openInspection, { inspection: 'I-2', plan: 'IP', subject: unit, order: 'PO-1' });
    expect(decision.events[0].event.data).toMatchObject({ attempt: 2, repeats: 'I-1' });
  });
});

describe('the verdict', () => {
  it('waits for the last characteristic', () => {
    open()
      .when(recordMeasurements, { inspection: 'I-1', measurements: [{ characteristic: 'current', value: '1.0' }] })
      .then([
        happened(inspection('I-1'), {
          type: 'MeasurementsRecorded',
          data: { inspection: 'I-1', measurements: [current('1', 'passed')] },
        }),
      ])
      .answering({ inspection: 'I-1', verdict: 'open', missing: ['noise'] });
  });

  it('is passed on the limit', () => {
    open()
      .given(inspection('I-1'), [
        { type: 'MeasurementsRecorded', data: { inspection: 'I-1', measurements: [current('0.8', 'passed')] } },
      ])
      .when(recordMeasurements, {
        inspection: 'I-1',
        measurements: [{ characteristic: 'noise', value: '62.0', unit: '2N' }],
      })
      .then([
        happened(inspection('I-1'), {
          type: 'MeasurementsRecorded',
          data: { inspection: 'I-1', measurements: [noise('62', 'passed')] },
        }),
        happened(inspection('I-1'), {
          type: 'InspectionPassed',
          data: { ...facts, measurements: [current('0.8', 'passed'), noise('62', 'passed')] },
        }),
        happened(line, {
          type: 'UnitJudged',
          data: { lot: 'GM-0007', inspection: 'I-1', attempt: 1, accepted: one, rejected: { value: '0', unit: 'C62' } },
        }),
      ])
      .answering({ inspection: 'I-1', verdict: 'passed', failed: [] });
  });

  it('is failed above it: nonconformance and hold fall with it', () => {
    const measurements = [current('1', 'passed'), noise('64.1', 'failed')];
    open()
      .given(inspection('I-1'), [
        { type: 'MeasurementsRecorded', data: { inspection: 'I-1', measurements: [current('1', 'passed')] } },
      ])
      .when(recordMeasurements, { inspection: 'I-1', measurements: [{ characteristic: 'noise', value: '64.1' }] })
      .then([
        happened(inspection('I-1'), {
          type: 'MeasurementsRecorded',
          data: { inspection: 'I-1', measurements: [noise('64.1', 'failed')] },
        }),
        happened(inspection('I-1'), {
          type: 'InspectionFailed',
          data: {
            ...facts,
            measurements,
            failed: ['noise'],
            nonconformance: 'NC-20260105-001',
            hold: 'H-20260105-001',
          },
        }),
        happened(numbersOfDay('NC-20260105'), {
          type: 'NumberTaken',
          data: { series: 'NC', day: '20260105', number: 1 },
        }),
        happened(nonconformance('NC-20260105-001'), {
          type: 'NonconformanceOpened',
          data: {
            nonconformance: 'NC-20260105-001',
            subject,
            order: 'PO-1',
            operation: '20',
            workCenter: 'W',
            originOperation: '10',
            defect: 'too-loud',
            quantity: one,
            inspection: 'I-1',
            hold: 'H-20260105-001',
            needsApproval: [],
            recordedBy: ['person:00000000-0000-7000-8000-000000000001'],
          },
        }),
        happened(numbersOfDay('H-20260105'), {
          type: 'NumberTaken',
          data: { series: 'H', day: '20260105', number: 1 },
        }),
        happened(hold('H-20260105-001'), {
          type: 'HoldPlaced',
          data: { hold: 'H-20260105-001', subjects: [subject], reason: 'too-loud', nonconformance: 'NC-20260105-001' },
        }),
        happened(line, judged),
      ])
      .answering({
        inspection: 'I-1',
        verdict: 'failed',
        failed: ['noise'],
        nonconformance: 'NC-20260105-001',
        hold: 'H-20260105-001',
      });
  });

  it('may fall in the command that opens the inspection', () => {
    const { decision } = released().when(openInspection, {
      inspection: 'I-1',
      plan: 'IP',
      subject: unit,
      order: 'PO-1',
      measurements: [
        { characteristic: 'current', value: '1.62' },
        { characteristic: 'noise', value: '60' },
      ],
    });
    expect(decision.events.map(({ event }) => event.type)).toEqual([
      'InspectionOpened',
      'LotLineInspectionOpened',
      'MeasurementsRecorded',
      'InspectionFailed',
      'NumberTaken',
      'NonconformanceOpened',
      'NumberTaken',
      'HoldPlaced',
      'UnitJudged',
    ]);
    expect(decision.answer).toMatchObject({ verdict: 'failed', failed: ['current'] });
  });

  it('refuses values that cannot be meant', () => {
    const measure = (characteristic: string, unitCode?: string) =>
      open().when(recordMeasurements, {
        inspection: 'I-1',
        measurements: [{ characteristic, value: '1', unit: unitCode }],
      });
    measure('torque').thenRejected('unknown-characteristic', { characteristic: 'torque' });
    measure('noise', 'AMP').thenRejected('unit-mismatch', { expected: '2N' });
    open()
      .when(recordMeasurements, {
        inspection: 'I-1',
        measurements: [
          { characteristic: 'noise', value: '1' },
          { characteristic: 'noise', value: '2' },
        ],
      })
      .thenRejected('already-measured');
    open().when(recordMeasurements, { inspection: 'I-9', measurements: [] }).thenRejected('unknown-inspection');
  });

  it('does not change any more', () => {
    const passed = { type: 'InspectionPassed', data: { ...facts, measurements: [] } } as const;
    open()
      .given(inspection('I-1'), [passed])
      .when(recordMeasurements, { inspection: 'I-1', measurements: [{ characteristic: 'noise', value: '60' }] })
      .thenRejected('illegal-transition', { state: 'passed' });
    open()
      .given(inspection('I-1'), [passed])
      .when(cancelInspection, { inspection: 'I-1', reason: 'x' })
      .thenRejected('illegal-transition');
  });

  it('is not needed of a cancelled inspection', () => {
    open()
      .when(cancelInspection, { inspection: 'I-1', reason: 'wrong unit' })
      .then([
        happened(inspection('I-1'), { type: 'InspectionCancelled', data: { inspection: 'I-1', reason: 'wrong unit' } }),
        happened(line, { type: 'LotLineInspectionCancelled', data: { lot: 'GM-0007', inspection: 'I-1' } }),
      ]);
  });
});
