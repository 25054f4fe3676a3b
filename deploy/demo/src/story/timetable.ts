import { DateTime } from 'luxon';
import { plant, upTo } from './plant.js';

export interface Slot {
  readonly start: string;
  readonly end: string;
}

export interface MachineChange {
  readonly at: string;
  readonly state: 'setup' | 'production' | 'idle' | 'planned-stop';
  readonly reason: string;
}

const { minutes, order, shift, stopAfterUnit } = plant;

/**
 * The shift at ASSY-1, which is 480 minutes:
 *
 *   06:00 set-up                15      09:00 break               30
 *   06:15 units 1 to 9         126      09:30 units 11 to 20     140
 *   08:21 stop                  25      11:50 idle                50
 *   08:46 unit 10               14      12:40 rework of unit 7    10
 *                                       12:50 idle                70
 *
 * production 126 + 14 + 140 + 10 = 290, idle 50 + 70 = 120, 290 + 15 + 25 + 120 = 450, and 30 of break.
 */
export class Timetable {
  readonly assembly: readonly Slot[];
  readonly stop: Slot;

  constructor(private readonly shiftStart: DateTime<true>) {
    const pace = this.pace();
    this.assembly = pace.units;
    this.stop = pace.stop;
  }

  get day(): string {
    return this.shiftStart.toISODate();
  }

  get shift(): Slot {
    return { start: this.on(shift.start), end: this.on(shift.end) };
  }

  /** A local time of the shift's day, with seconds where wanted. */
  on(time: string): string {
    return this.instant(0, time);
  }

  onTheDayBefore(time: string): string {
    return this.instant(-1, time);
  }

  /** The time of day in the plant, for people. */
  local(instant: string): string {
    return DateTime.fromISO(instant, { zone: plant.timeZone }).toFormat('HH:mm');
  }

  daysBefore(days: number): string {
    return this.instant(-days, '00:00');
  }

  get setup(): Slot {
    return { start: this.after(0), end: this.after(minutes.setup) };
  }

  get rework(): Slot {
    return { start: this.on('12:40'), end: later(this.on('12:40'), minutes.rework) };
  }

  test(n: number): Slot {
    return row(this.on('11:50'), minutes.test, n);
  }

  get retest(): Slot {
    return row(this.on('12:52'), minutes.test, 1);
  }

  /** `n` counts the units that get as far as the packing. */
  packing(n: number): Slot {
    return row(this.on('12:55'), minutes.pack, n);
  }

  /** What the machine of ASSY-1 tells; of the breakdown it knows nothing, that comes from maintenance. */
  get machine(): readonly MachineChange[] {
    const lastUnit = this.assembly[order.quantity - 1].end;
    return [
      { at: this.setup.start, state: 'setup', reason: 'set-up for GM-40' },
      { at: this.setup.end, state: 'production', reason: 'assembly' },
      { at: this.stop.end, state: 'production', reason: 'assembly' },
      { at: this.on(shift.break.start), state: 'planned-stop', reason: 'break' },
      { at: this.on(shift.break.end), state: 'production', reason: 'assembly' },
      { at: lastUnit, state: 'idle', reason: 'no order' },
      { at: this.rework.start, state: 'production', reason: 'rework' },
      { at: this.rework.end, state: 'idle', reason: 'no order' },
    ];
  }

  private pace(): { units: Slot[]; stop: Slot } {
    let now = this.setup.end;
    let stop: Slot = { start: now, end: now };
    const units = upTo(order.quantity).map((n) => {
      if (now === this.on(shift.break.start)) now = this.on(shift.break.end);
      const unit = { start: now, end: later(now, minutes.unit) };
      now = unit.end;
      if (n === stopAfterUnit) {
        stop = { start: now, end: later(now, minutes.stop) };
        now = stop.end;
      }
      return unit;
    });
    return { units, stop };
  }

  private after(minute: number): string {
    return later(this.on(shift.start), minute);
  }

  private instant(days: number, time: string): string {
    const [hour, minute, second = 0] = time.split(':').map(Number);
    return utc(this.shiftStart.plus({ days }).set({ hour, minute, second }));
  }
}

/** The last Monday that is over by two days at least: all of the story lies in the past. */
export function lastMonday(now: DateTime): DateTime<true> {
  const day = now.setZone(plant.timeZone).minus({ days: 2 }).startOf('day');
  const monday = day.minus({ days: day.weekday - 1 });
  if (!monday.isValid) throw new Error(`${plant.timeZone} is no time zone`);
  return monday;
}

const utc = (time: DateTime): string => time.toUTC().toISO({ suppressMilliseconds: false }) ?? '';
/** `seconds` after an instant. */
export const secondsAfter = (instant: string, seconds: number): string =>
  utc(DateTime.fromISO(instant).plus({ seconds }));
const later = (instant: string, by: number): string => secondsAfter(instant, by * 60);
const row = (from: string, each: number, n: number): Slot => ({
  start: later(from, (n - 1) * each),
  end: later(from, n * each),
});
