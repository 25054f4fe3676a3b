import { reliabilityOf, windowOf, type Stop } from './reliability.rules.js';

const time = (text: string): Date => new Date(`2026-01-05T${text}:00.000Z`);
const shift = { from: time('06:00'), to: time('14:00') };
const stop = (from: string, to: string | null, kind: 'corrective' | 'preventive' = 'corrective'): Stop => ({
  workOrder: `W${from}`,
  kind,
  downSince: time(from),
  releasedAt: to === null ? null : time(to),
  failure: null,
});

describe('reliability', () => {
  it('of one failure of 25 minutes in a shift', () => {
    expect(reliabilityOf('MC', [stop('09:00', '09:25')], shift)).toMatchObject({
      failures: 1,
      MTBF: '27300',
      MTTR: '1500',
      availability: { numerator: '27300', denominator: '28800', value: '0.947917', percent: '94.8' },
    });
  });

  it('knows no mean without a failure', () => {
    expect(reliabilityOf('MC', [], shift)).toMatchObject({
      failures: 0,
      MTBF: null,
      MTTR: null,
      availability: { value: '1.000000' },
    });
  });

  it('cuts stops at the window; one that began before is no failure of it', () => {
    expect(reliabilityOf('MC', [stop('05:30', '06:30'), stop('13:30', null)], shift)).toMatchObject({
      failures: 1,
      MTTR: '1800',
      elements: { correctiveDowntime: 3600, operating: 25200, timeToRepair: 1800 },
    });
  });

  it('counts overlapping time once and leaves planned stops out of availability', () => {
    expect(reliabilityOf('MC', [stop('08:00', '10:00'), stop('09:00', '11:00', 'preventive')], shift)).toMatchObject({
      failures: 1,
      elements: { correctiveDowntime: 7200, plannedDowntime: 3600, operating: 18000 },
      availability: { numerator: '18000', denominator: '25200' },
    });
  });

  it('needs a window', () => {
    const refuse = (why: { code: string }): never => {
      throw new Error(why.code);
    };
    expect(() => windowOf({ from: '2026-01-05T14:00:00Z', to: '2026-01-05T06:00:00Z' }, time('15:00'), refuse)).toThrow(
      'empty-window',
    );
    expect(windowOf({ from: '2026-01-05T14:00:00Z' }, time('15:00'), refuse)).toEqual({
      from: time('14:00'),
      to: time('15:00'),
    });
  });
});
