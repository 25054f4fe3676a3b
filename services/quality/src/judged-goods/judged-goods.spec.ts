import { judgementOf, lastInspected, passedOfOrder, type CountingVerdict } from './judged-goods.rules.js';

const route = [
  { operation: '10', after: [] },
  { operation: '20', after: ['10'], inspectionPlan: 'IP-1' },
  { operation: '30', after: ['20'], inspectionPlan: 'IP-2' },
  { operation: '40', after: ['30'] },
];
const verdict = (
  subject: string,
  operation: string,
  good: boolean,
  more: Partial<CountingVerdict> = {},
): CountingVerdict => ({
  kind: 'unit',
  subject,
  operation,
  plan: 'IP',
  accepted: good ? '1' : '0',
  rejected: good ? '0' : '1',
  conceded: '0',
  scrapped: false,
  ...more,
});

describe('what of an order has passed', () => {
  it('is judged at the inspected operations after which no other comes', () => {
    expect(lastInspected(route, [])).toEqual(['30']);
    expect(
      lastInspected(
        [
          { operation: '10', after: [] },
          { operation: '20', after: ['10'] },
        ],
        ['10', '20'],
      ),
    ).toEqual(['20']);
    const parallel = [
      { operation: 'a', after: [], inspectionPlan: 'x' },
      { operation: 'b', after: [], inspectionPlan: 'x' },
      { operation: 'c', after: ['a', 'b'] },
    ];
    expect(lastInspected(parallel, [])).toEqual(['a', 'b']);
  });

  it('counts units by their verdict there, without the scrapped ones', () => {
    const verdicts = [
      verdict('U1', '20', true),
      verdict('U1', '30', true),
      verdict('U2', '20', true),
      verdict('U3', '30', false),
      verdict('U4', '30', true, { scrapped: true }),
      verdict('U5', '30', false, { conceded: '1' }),
    ];
    expect(passedOfOrder(route, verdicts)).toEqual({
      inspectedOperations: ['30'],
      passed: '2',
      failed: '1',
      conceded: '1',
      scrapped: '1',
    });
  });

  it('is nothing while nothing was inspected', () => {
    expect(passedOfOrder(route, []).passed).toBe('0');
    expect(passedOfOrder([{ operation: '10', after: [] }], []).passed).toBe('0');
  });

  it('of lots is the accepted quantity', () => {
    expect(
      passedOfOrder(route, [
        verdict('L1', '30', true, { kind: 'lot', accepted: '7.5', rejected: '2.5' }),
        verdict('L2', '30', true, { kind: 'lot', accepted: '10' }),
      ]),
    ).toMatchObject({ passed: '17.5', failed: '2.5' });
  });
});

describe('the judgement of a lot line', () => {
  it('keeps accepted + rejected + pending = received', () => {
    const line = {
      operation: null,
      plan: 'IP',
      unit: 'C62',
      accepted: '7',
      rejected: '3',
      open: '5',
      inspections: 1,
      received: '40',
    };
    expect(judgementOf('H1', [line])?.lines[0]).toMatchObject({
      received: { value: '40' },
      accepted: { value: '7' },
      rejected: { value: '3' },
      pending: { value: '30' },
    });
    expect(judgementOf('H1', [{ ...line, received: '0' }])?.lines[0]).toMatchObject({
      received: { value: '15' },
      pending: { value: '5' },
    });
  });

  it('has no lines of what came in and was not inspected, and is nothing of what nobody knows', () => {
    expect(judgementOf('H1', [], true)).toEqual({ lot: 'H1', lines: [] });
    expect(judgementOf('H1', [])).toBeUndefined();
  });
});
