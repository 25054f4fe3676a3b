import { DateTime } from 'luxon';

const pattern = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/;

export class NoSuchTime extends Error {}

/** One form for all the ways to write a local time: `2012-01-02 07:00` becomes `2012-01-02T07:00:00`. */
export function normalized(text: string): string {
  const parts = pattern.exec(text);
  if (!parts) throw new NoSuchTime(`"${text}" is no time such as 2012-01-02T07:00:00`);
  const [, year, month, day, hour, minute, second = '00'] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

const remembered = new Map<string, string[]>();
const LARGEST_MEMORY = 100_000;

/** As `instantsOf`; the same few hours come again and again in a log, and time zones are slow to ask. */
function instantsAgain(local: string, zone: string): string[] {
  const key = `${zone} ${local}`;
  const known = remembered.get(key) ?? instantsOf(local, zone);
  if (remembered.size < LARGEST_MEMORY) remembered.set(key, known);
  return known;
}

/**
 * The instants that a local time may mean: one; two in the hour that the clocks repeat in autumn, the earlier first.
 * A time that the clocks skip in spring, or that no calendar has, does not exist.
 */
export function instantsOf(local: string, zone: string): string[] {
  const [year, month, day, hour, minute, second] = local.split(/[-T:]/).map(Number);
  const time = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
  if (!time.isValid) throw new NoSuchTime(`${local} does not exist in any calendar`);
  if (time.hour !== hour || time.minute !== minute)
    throw new NoSuchTime(`${local} does not exist in ${zone}: the clocks skip it`);
  return time.getPossibleOffsets().map((possible) => possible.toUTC().toISO());
}

/** An ambiguous time is the earlier one, but for an end that would lie before its start. */
export function interval(start: string, end: string, zone: string): { startedAt: string; endedAt: string } {
  const [startedAt] = instantsAgain(start, zone);
  const ends = instantsAgain(end, zone);
  return { startedAt, endedAt: ends.find((one) => one >= startedAt) ?? ends[0] };
}
