import { DateTime } from 'luxon';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const earliest = '1900-01-01T00:00:00.000Z';
const latest = '9999-12-31T23:59:59.999Z';

export const instantExample = '2026-01-05T06:00:00Z';

/** In UTC; undefined where the text is no ISO 8601 instant with its offset between the years 1900 and 9999. */
export function instantOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || !form.test(text)) return undefined;
  const instant = DateTime.fromISO(text, { zone: 'utc' });
  if (!instant.isValid) return undefined;
  const iso = instant.toISO();
  // Beyond the year 9999 ISO 8601 grows a sign, which no database column takes.
  return iso.length === latest.length && iso >= earliest ? iso : undefined;
}

/** A day of the calendar that exists, between the years 1900 and 9999. */
export const isDay = (text: unknown): boolean =>
  typeof text === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  DateTime.fromISO(text).isValid &&
  text >= earliest.slice(0, 10);
