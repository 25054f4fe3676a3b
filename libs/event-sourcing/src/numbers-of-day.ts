import { happened, type Look, type Occurrence } from './decider.js';
import type { Event, Occasion } from './event.js';
import { streamOf } from './stream.js';

type NumberEvent = Event<'NumberTaken', { readonly series: string; readonly day: string; readonly number: number }>;

/** Counted by series and day, so that the stream ends with the day. */
export const numbersOfDay = streamOf<number, NumberEvent>('numbers-of-day', {
  initialState: 0,
  evolve: (_last, { data }) => data.number,
});

export interface DrawnNumber {
  readonly number: string;
  readonly taken: Occurrence;
}

/**
 * The next readable number such as `NC-20260105-003`. Parallel commands draw from the same stream, so two of them never
 * get the same; a number that somebody chose by hand is passed over.
 */
export function drawNumber(
  series: string,
  look: Look,
  { at }: Pick<Occasion, 'at'>,
  isFree: (number: string) => boolean,
): DrawnNumber {
  const day = at.slice(0, 10).replaceAll('-', '');
  const numbers = numbersOfDay(`${series}-${day}`);
  const text = (number: number): string => `${series}-${day}-${String(number).padStart(3, '0')}`;
  let number = look(numbers) + 1;
  while (!isFree(text(number))) number++;
  return { number: text(number), taken: happened(numbers, { type: 'NumberTaken', data: { series, day, number } }) };
}
