import { inventory, published } from '@millwright/contracts';
import { given } from '@millwright/event-sourcing';
import { stockLot } from '../goods/lot.decider.js';
import { openInspection } from '../inspection/inspection-opening.decider.js';
import { inspectionPlan } from '../inspection-plan/inspection-plan.decider.js';
import { lotLine } from './lot-line.decider.js';

const plan = inspectionPlan('IP');
const characteristics = [
  { characteristic: 'current', description: 'No-load current', unit: 'AMP', lower: '0.80', upper: '1.20' },
  { characteristic: 'noise', description: 'Noise', unit: '2N', upper: '62.0' },
];
const released = {
  type: 'InspectionPlanReleased',
  data: { plan: 'IP', revision: 'A', stage: 'receipt', characteristics, sampling: { rule: 'all' }, needsApproval: [] },
} as const;

describe('a lot line', () => {
  const lot = { kind: 'lot', id: 'H1' } as const;
  const balance = { onHand: '40', reserved: '0', available: '40' };
  const receipt = published(inventory.MaterialReceived, {
    lot: 'H1',
    item: 'HS-40',
    quantity: { value: '40', unit: 'C62' },
    balance,
    location: 'MAIN',
  });
  const at = lotLine({ subject: 'H1', plan: 'IP' });
  const kilograms = { value: '5', unit: 'KGM' };
  const pieces = (value: string) => ({ value, unit: 'C62' });
  const heardOfH1 = () => given(plan, [released]).given(stockLot('H1'), [receipt]);

  it('is told apart from every other, whatever is in the numbers', () => {
    expect(lotLine({ subject: 'A/10', plan: 'IP' }).id).not.toBe(
      lotLine({ subject: 'A', operation: '10/receipt', plan: 'IP' }).id,
    );
    expect(lotLine({ subject: 'A', operation: '10', plan: 'B/IP' }).id).not.toBe(
      lotLine({ subject: 'A', operation: '10/B', plan: 'IP' }).id,
    );
  });

  it('takes all that is not inspected yet by default', () => {
    const { decision } = heardOfH1()
      .given(at, [
        { type: 'LotLineInspectionOpened', data: { lot: 'H1', inspection: 'I-0', quantity: pieces('15'), attempt: 1 } },
      ])
      .when(openInspection, { inspection: 'I-1', plan: 'IP', subject: lot });
    expect(decision.events[0].event.data).toMatchObject({ quantity: pieces('25'), subject: { item: 'HS-40' } });
  });

  it('refuses more than came in, and another unit', () => {
    heardOfH1()
      .when(openInspection, { plan: 'IP', subject: lot, quantity: pieces('41') })
      .thenRejected('more-than-received', { received: '40' });
    heardOfH1()
      .when(openInspection, { plan: 'IP', subject: lot, quantity: kilograms })
      .thenRejected('unit-mismatch', { expected: 'C62' });
    given(plan, [released])
      .when(openInspection, { plan: 'IP', subject: { kind: 'lot', id: 'H2' } })
      .thenRejected('quantity-missing');
  });

  it('keeps accepted + rejected + pending = received when a part is rejected', () => {
    const { decision } = heardOfH1().when(openInspection, {
      inspection: 'I-1',
      plan: 'IP',
      subject: lot,
      quantity: pieces('10'),
      rejected: '3',
      measurements: [
        { characteristic: 'current', value: '2' },
        { characteristic: 'noise', value: '60' },
      ],
    });
    const of = (type: string) => decision.events.find(({ event }) => event.type === type)?.event.data;
    expect(of('InspectionPassed')).toMatchObject({ quantity: pieces('7') });
    expect(of('InspectionFailed')).toMatchObject({ quantity: pieces('3') });
    expect(of('NonconformanceOpened')).toMatchObject({ quantity: pieces('3') });
    expect(of('LotJudged')).toMatchObject({
      accepted: pieces('7'),
      rejected: pieces('3'),
      pending: pieces('30'),
      inspections: 1,
    });
  });

  it('refuses rejected pieces that nothing speaks for', () => {
    const measure = (value: string, rejected: string) =>
      heardOfH1().when(openInspection, {
        plan: 'IP',
        subject: lot,
        quantity: pieces('10'),
        rejected,
        measurements: [
          { characteristic: 'current', value },
          { characteristic: 'noise', value: '60' },
        ],
      });
    measure('1', '3').thenRejected('rejected-without-defect');
    measure('2', '11').thenRejected('rejected-out-of-range');
    measure('2', '0').thenRejected('rejected-out-of-range');
  });

  it('is judged anew by an inspection that repeats an earlier one', () => {
    const first = {
      type: 'LotJudged',
      data: {
        lot: 'H1',
        inspection: 'I-0',
        judged: { accepted: '0', rejected: '15' },
        accepted: pieces('0'),
        rejected: pieces('15'),
        pending: pieces('25'),
        inspections: 1,
      },
    } as const;
    const { decision } = heardOfH1()
      .given(at, [
        { type: 'LotLineInspectionOpened', data: { lot: 'H1', inspection: 'I-0', quantity: pieces('15'), attempt: 1 } },
        first,
      ])
      .when(openInspection, {
        inspection: 'I-1',
        plan: 'IP',
        subject: lot,
        repeats: 'I-0',
        measurements: [
          { characteristic: 'current', value: '1' },
          { characteristic: 'noise', value: '60' },
        ],
      });
    expect(decision.events.at(-1)?.event.data).toMatchObject({
      accepted: pieces('15'),
      rejected: pieces('0'),
      pending: pieces('25'),
    });
    heardOfH1().when(openInspection, { plan: 'IP', subject: lot, repeats: 'I-9' }).thenRejected('nothing-to-repeat');
  });
});
