import { DateTime } from 'luxon';

/** The date on the plant's wall when the instant happened. */
export const localDay = (instant: string, timeZone: string): string =>
  DateTime.fromISO(instant, { zone: timeZone }).toISODate() ?? instant.slice(0, 10);

export const dayBefore = (day: string, days = 1): string =>
  DateTime.fromISO(day, { zone: 'utc' }).minus({ days }).toISODate() ?? day;
