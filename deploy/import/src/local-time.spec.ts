import { instantsOf, interval, normalized } from './local-time.js';

describe('a local time of the plant', () => {
  it('has one form', () => {
    expect(normalized('2012-01-02 07:00')).toBe('2012-01-02T07:00:00');
    expect(normalized('2012-01-02T07:00:30')).toBe('2012-01-02T07:00:30');
    for (const text of ['', '2012-01-02', '02.01.2012 07:00', '2012-01-02T07:00:00Z', '2012-1-2T7:00'])
      expect(() => normalized(text)).toThrow('is no time');
  });

  it('is an instant by the zone', () => {
    expect(instantsOf('2012-01-02T07:00:00', 'Europe/Berlin')).toEqual(['2012-01-02T06:00:00.000Z']);
    expect(instantsOf('2012-07-02T07:00:00', 'Europe/Berlin')).toEqual(['2012-07-02T05:00:00.000Z']);
    expect(instantsOf('2012-07-02T07:00:00', 'UTC')).toEqual(['2012-07-02T07:00:00.000Z']);
  });

  it('must exist', () => {
    expect(() => instantsOf('2012-02-30T07:00:00', 'UTC')).toThrow('does not exist in any calendar');
    expect(() => instantsOf('2012-02-20T25:00:00', 'UTC')).toThrow('does not exist in any calendar');
    expect(() => instantsOf('2012-03-25T02:30:00', 'Europe/Berlin')).toThrow('the clocks skip it');
  });

  it('of the hour that comes twice is the earlier one, unless its work would end before it began', () => {
    expect(instantsOf('2012-10-28T02:30:00', 'Europe/Berlin')).toEqual([
      '2012-10-28T00:30:00.000Z',
      '2012-10-28T01:30:00.000Z',
    ]);
    expect(interval('2012-10-28T02:10:00', '2012-10-28T02:30:00', 'Europe/Berlin')).toEqual({
      startedAt: '2012-10-28T00:10:00.000Z',
      endedAt: '2012-10-28T00:30:00.000Z',
    });
    expect(interval('2012-10-28T02:50:00', '2012-10-28T02:10:00', 'Europe/Berlin')).toEqual({
      startedAt: '2012-10-28T00:50:00.000Z',
      endedAt: '2012-10-28T01:10:00.000Z',
    });
  });
});
