import { bookedTime, shareTime } from './booking.rules.js';

const minute = (minutes: number): string => new Date(Date.UTC(2026, 0, 5, 6, minutes)).toISOString();
const stretch = (activity: string, person: string, from: number, to: number) => ({
  activity,
  person,
  startedAt: minute(from),
  endedAt: minute(to),
  order: 'PO-1',
  operation: '10',
  workCenter: 'W',
  kind: 'run',
});
const shares = (...stretches: ReturnType<typeof stretch>[]) =>
  shareTime(stretches).map(({ activity, seconds }) => [activity, seconds]);

describe('the split rule', () => {
  it('gives a booking alone all its time', () => expect(shares(stretch('a', 'anna', 0, 10))).toEqual([['a', 600]]));

  it('divides overlapping time of one person equally', () => {
    expect(shares(stretch('a', 'anna', 0, 20), stretch('b', 'anna', 10, 30))).toEqual([
      ['a', 900],
      ['b', 900],
    ]);
    expect(shares(stretch('a', 'anna', 0, 30), stretch('b', 'anna', 0, 30), stretch('c', 'anna', 0, 30))).toEqual([
      ['a', 600],
      ['b', 600],
      ['c', 600],
    ]);
  });

  it('counts no second twice, also where it does not divide', () => {
    const odd = (activity: string) => ({ ...stretch(activity, 'anna', 0, 0), endedAt: '2026-01-05T06:00:05.000Z' });
    expect(shareTime([odd('a'), odd('b')]).map(({ seconds }) => seconds)).toEqual([3, 2]);
  });

  it('never shares between people', () =>
    expect(shares(stretch('a', 'anna', 0, 10), stretch('b', 'bert', 0, 10))).toEqual([
      ['a', 600],
      ['b', 600],
    ]));

  it('shows the share of one order of time that was divided with others', () => {
    expect(
      bookedTime([stretch('a', 'anna', 0, 10), { ...stretch('b', 'anna', 0, 10), order: 'PO-2' }], 'PO-1'),
    ).toMatchObject({ seconds: 300, items: [{ activity: 'a' }] });
  });
});
