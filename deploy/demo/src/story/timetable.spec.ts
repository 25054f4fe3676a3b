import { DateTime } from 'luxon';
import { plant } from './plant.js';
import { Timetable, lastMonday } from './timetable.js';

const local = (instant: string): string => DateTime.fromISO(instant, { zone: plant.timeZone }).toFormat('HH:mm');

describe('the timetable of the shift', () => {
  const timetable = new Timetable(lastMonday(DateTime.fromISO('2026-11-23T12:00:00Z')));

  it('lies on a Monday that is over', () => {
    expect(timetable.day).toBe('2026-11-16');
    expect(timetable.shift.start).toBe('2026-11-16T05:00:00.000Z');
  });

  it('fits the break, the stop and the units into each other', () => {
    const [unit9, unit10, unit11] = timetable.assembly.slice(8, 11);
    expect([local(unit9.end), local(timetable.stop.end), local(unit10.start)]).toEqual(['08:21', '08:46', '08:46']);
    expect([local(unit10.end), local(unit11.start)]).toEqual(['09:00', '09:30']);
    expect(local(timetable.assembly[19].end)).toBe('11:50');
  });

  it('tests after the assembly and packs after the second test', () => {
    expect([local(timetable.test(1).start), local(timetable.test(20).end)]).toEqual(['11:50', '12:30']);
    expect([local(timetable.retest.end), local(timetable.packing(19).end)]).toEqual(['12:54', '13:33']);
  });

  it('is the same on the day that the clocks change', () => {
    const summer = new Timetable(DateTime.fromISO('2026-03-30T00:00', { zone: plant.timeZone }) as DateTime<true>);
    expect(summer.shift.start).toBe('2026-03-30T04:00:00.000Z');
    expect(summer.onTheDayBefore('14:00')).toBe('2026-03-29T12:00:00.000Z');
  });
});
