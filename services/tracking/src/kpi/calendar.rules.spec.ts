import { endOfPlanAround, plannedIn, shiftsBetween, shiftsOn, type CalendarRevision } from './calendar.rules.js';
import { instantOf, once, second, span } from './span.rules.js';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const calendar = (
  timeZone: string,
  start: string,
  end: string,
  breaks: { start: string; end: string }[] = [],
): CalendarRevision => ({
  timeZone,
  shifts: [{ name: 'shift', weekdays: everyDay, start, end, breaks }],
  holidays: [],
  validFrom: 0,
});
const shown = (date: string, ...revisions: CalendarRevision[]): string[] =>
  shiftsOn(date, revisions).map(({ from, to }) => `${instantOf(from)} ${instantOf(to)}`);

describe('shifts of a calendar', () => {
  it('are meant in the time zone of the plant', () => {
    expect(shown('2026-07-01', calendar('Europe/Berlin', '06:00', '14:00'))).toEqual([
      '2026-07-01T04:00:00.000Z 2026-07-01T12:00:00.000Z',
    ]);
  });

  it('that cross midnight end on the next day, and so do their breaks', () => {
    const night = calendar('Europe/Berlin', '22:00', '06:00', [
      { start: '23:45', end: '00:15' },
      { start: '02:00', end: '02:30' },
    ]);
    const [shift] = shiftsOn('2026-01-05', [night]);
    expect(instantOf(shift.to)).toBe('2026-01-06T05:00:00.000Z');
    expect(shift.breaks.map(({ from, to }) => `${instantOf(from)} ${instantOf(to)}`)).toEqual([
      '2026-01-05T22:45:00.000Z 2026-01-05T23:15:00.000Z',
      '2026-01-06T01:00:00.000Z 2026-01-06T01:30:00.000Z',
    ]);
  });

  it.each([
    ['2026-03-28', 7],
    ['2026-10-24', 9],
    ['2026-06-01', 8],
  ])('beginning on %s at 22:00 in Berlin last %d hours until 06:00, as the clock is changed', (date, hours) => {
    const [{ from, to }] = shiftsOn(date, [calendar('Europe/Berlin', '22:00', '06:00')]);
    expect(to - from).toBe(hours * 3600);
  });

  it('are not worked on holidays and on other weekdays', () => {
    const mondays = { ...calendar('UTC', '06:00', '14:00'), holidays: ['2026-01-05'] };
    expect(shown('2026-01-05', mondays)).toEqual([]);
    expect(shown('2026-01-06', { ...mondays, shifts: [{ ...mondays.shifts[0], weekdays: [1] }] })).toEqual([]);
  });

  it('follow the revision in force when they begin; the past before the first one follows the first', () => {
    const first = { ...calendar('UTC', '06:00', '14:00'), validFrom: second('2026-02-01T00:00:00Z') };
    const later = { ...calendar('UTC', '07:00', '15:00'), validFrom: second('2026-03-01T06:30:00Z') };
    expect(shown('2012-01-02', first, later)).toEqual(['2012-01-02T06:00:00.000Z 2012-01-02T14:00:00.000Z']);
    expect(shown('2026-02-28', first, later)).toEqual(['2026-02-28T06:00:00.000Z 2026-02-28T14:00:00.000Z']);
    expect(shown('2026-03-02', first, later)).toEqual(['2026-03-02T07:00:00.000Z 2026-03-02T15:00:00.000Z']);
  });

  it('are found by any second they have in a window', () => {
    const night = calendar('UTC', '22:00', '06:00');
    expect(
      shiftsBetween(span('2026-01-06T05:59:59Z', '2026-01-06T06:30:00Z'), [night]).map(({ date }) => date),
    ).toEqual(['2026-01-05']);
    expect(shiftsBetween(span('2026-01-06T06:00:00Z', '2026-01-06T22:00:00Z'), [night])).toEqual([]);
  });

  it('leave planned busy time when their breaks are taken away', () => {
    const day = calendar('UTC', '06:00', '14:00', [{ start: '10:00', end: '10:30' }]);
    const window = span('2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z');
    const { operation, down, busy } = plannedIn([window], shiftsBetween(window, [day]));
    expect([once(operation), once(down), once(busy)]).toEqual([480 * 60, 30 * 60, 450 * 60]);
  });

  it('bound how long a last state is believed: to the end of the shift, outside of shifts of the local day', () => {
    const revisions = [calendar('Europe/Berlin', '06:00', '14:00')];
    expect(instantOf(endOfPlanAround(second('2026-01-05T08:00:00Z'), revisions, 'UTC'))).toBe(
      '2026-01-05T13:00:00.000Z',
    );
    expect(instantOf(endOfPlanAround(second('2026-01-05T18:00:00Z'), revisions, 'UTC'))).toBe(
      '2026-01-05T23:00:00.000Z',
    );
    expect(instantOf(endOfPlanAround(second('2026-01-05T18:00:00Z'), [], 'America/New_York'))).toBe(
      '2026-01-06T05:00:00.000Z',
    );
  });
});
