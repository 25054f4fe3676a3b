import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { timeline, type Evidence, type StateChange } from '../machine/timeline.rules.js';
import { reportedStates } from '../machine/machine.commands.js';
import { plannedIn, shiftsBetween, type CalendarRevision } from './calendar.rules.js';
import { oee, timeElements, type OutputOf } from './oee.rules.js';
import { span } from './span.rules.js';

const calendar: CalendarRevision = {
  timeZone: 'UTC',
  holidays: [],
  validFrom: 0,
  shifts: [
    {
      name: 'early',
      weekdays: [1, 2, 3, 4, 5],
      start: '06:00',
      end: '14:00',
      breaks: [{ start: '10:00', end: '10:30' }],
    },
  ],
};
const shift = span('2026-01-05T06:00:00Z', '2026-01-05T14:00:00Z');
const planned = plannedIn([shift], shiftsBetween(shift, [calendar]));
const minute = (n: number): number => shift.from + n * 60;
const during = (from: number, to: number, state: Evidence['state']): Evidence => ({
  from: minute(from),
  to: minute(to),
  state,
});
const said = (at: number, state: StateChange['state'], cause: StateChange['cause'] = 'reported'): StateChange => ({
  at: minute(at),
  state,
  cause,
});
const made = (good: string, scrap = '0', rework = '0', plannedSeconds = 720): OutputOf => ({
  item: 'GM',
  operation: '10',
  plannedSeconds,
  good,
  scrap,
  rework,
});
const told = (work: Evidence[]) =>
  timeline({ changes: [], downtimes: [], work, now: shift.to, believedUntil: () => shift.to }, shift);

describe('OEE', () => {
  it('of the shift of the story is 48.0 %', () => {
    const changes = [
      said(0, 'setup'),
      said(15, 'production'),
      said(225, 'idle'),
      said(270, 'production'),
      said(350, 'down', 'maintenance'),
      said(375, 'idle', 'maintenance'),
    ];
    const downtimes = [during(350, 375, 'down')];
    const states = timeline(
      { changes, downtimes, work: [], now: shift.to + 3_600, believedUntil: () => shift.to },
      shift,
    );
    const {
      elements,
      quantities,
      PRI,
      availability,
      effectiveness,
      quality,
      oee: result,
    } = oee(timeElements(planned, states), [made('18', '1', '1')]);
    expect(elements).toEqual({
      POT: 480 * 60,
      PDOT: 30 * 60,
      PBT: 450 * 60,
      APT: 290 * 60,
      AUST: 15 * 60,
      AUPT: 305 * 60,
      ADOT: 25 * 60,
      AUBT: 330 * 60,
      PSDT: 0,
      idle: 120 * 60,
      unknownInPlan: 0,
      unknown: 0,
      outsidePlan: 0,
    });
    expect(quantities).toEqual({ PQ: '20', GQ: '18', SQ: '1', RQ: '1' });
    expect(PRI).toBe(720);
    expect(availability).toEqual({ numerator: '17400', denominator: '27000', value: '0.644444', percent: '64.4' });
    expect(effectiveness).toEqual({ numerator: '14400', denominator: '17400', value: '0.827586', percent: '82.8' });
    expect(quality).toEqual({ numerator: '18', denominator: '20', value: '0.900000', percent: '90.0' });
    expect(result).toEqual({ numerator: '12', denominator: '25', value: '0.480000', percent: '48.0' });
  });

  it('adds the ideal times of different items', () => {
    const { PRI, effectiveness } = oee(timeElements(planned, told([during(0, 100, 'production')])), [
      made('5'),
      { ...made('10', '0', '0', 60), item: 'X' },
    ]);
    expect(PRI).toBeNull();
    expect(effectiveness).toMatchObject({ numerator: '4200', denominator: '6000', value: '0.700000' });
  });

  it('is nothing without a calendar, and without a planned run time', () => {
    const states = told([during(0, 100, 'production')]);
    expect(oee(timeElements(plannedIn([shift], []), states), [made('1')])).toMatchObject({
      availability: null,
      oee: null,
      elements: { PBT: 0, outsidePlan: 6000 },
    });
    expect(oee(timeElements(planned, states), [made('1', '0', '0', 0)])).toMatchObject({
      effectiveness: null,
      oee: null,
    });
  });

  it('is zero where nothing was produced', () => {
    expect(oee(timeElements(planned, told([])), [])).toMatchObject({
      availability: { value: '0.000000' },
      effectiveness: null,
      quality: null,
      oee: { value: '0.000000' },
    });
  });

  it('knows time without data, also where nothing was planned', () => {
    const early = { from: shift.from - 60, to: shift.from };
    const silent = timeline(
      { changes: [], downtimes: [], work: [], now: shift.to, believedUntil: () => shift.to },
      early,
    );
    expect(timeElements(plannedIn([early], shiftsBetween(early, [calendar])), silent)).toMatchObject({
      PBT: 0,
      unknownInPlan: 0,
      unknown: 60,
      idle: 0,
    });
  });

  it('leaves out production in breaks and after the shift, and shows it', () => {
    expect(timeElements(planned, told([during(230, 280, 'production')]))).toMatchObject({
      APT: 20 * 60,
      outsidePlan: 30 * 60,
    });
  });

  const stretch = record({
    from: integer({ min: -60, max: 560 }),
    length: integer({ min: -10, max: 700 }),
    state: constantFrom('production' as const, 'setup' as const, 'down' as const),
    open: constantFrom(true, false),
  }).map(({ from, length, state, open }): Evidence => ({
    ...during(from, from + length, state),
    ...(open && { to: null }),
  }));
  const changes = array(
    record({
      at: integer({ min: -60, max: 560 }).map(minute),
      state: constantFrom(...reportedStates),
      cause: constantFrom('reported' as const, 'maintenance' as const),
    }),
    { maxLength: 10 },
  );

  it('never has an availability below 0 or above 1, whatever stops overlap or stay open', () => {
    assert(
      property(array(stretch, { maxLength: 10 }), array(stretch, { maxLength: 6 }), changes, (work, held, said) => {
        const downtimes = held.map((one) => ({ ...one, state: 'down' as const }));
        const states = timeline(
          { changes: said, downtimes, work, now: minute(500), believedUntil: (at) => at + 3_600 },
          shift,
        );
        const elements = timeElements(planned, states);
        expect(Object.values(elements).every((seconds) => Number.isInteger(seconds) && seconds >= 0)).toBe(true);
        expect(
          elements.APT + elements.AUST + elements.ADOT + elements.PSDT + elements.idle + elements.unknownInPlan,
        ).toBe(elements.PBT);
        expect(elements.APT).toBeLessThanOrEqual(elements.PBT);
      }),
    );
  });
});
