import {
  decider,
  happened,
  rejection,
  Rejection,
  streamOf,
  unknown,
  type Look,
  type Occurrence,
} from '@millwright/event-sourcing';
import type { DefineNumberSeries, TakeNumbers } from './number-series.commands.js';
import type { ItemNumberingEvent, NumberBlockEvent, NumberSeriesEvent } from './number-series.events.js';
import { numberOf } from './number-series.rules.js';

const blockSize = 10_000;

interface SeriesState {
  readonly pattern?: string;
  readonly block: number;
}

export const numberSeries = streamOf<SeriesState, NumberSeriesEvent>('number-series', {
  initialState: { block: 0 },
  evolve: (state, event) => {
    switch (event.type) {
      case 'NumberSeriesDefined':
        return { ...state, pattern: event.data.pattern };
      case 'NumberBlockOpened':
        return { ...state, block: event.data.block };
    }
  },
});

/** The last number taken of a block of ten thousand. */
export const numberBlock = streamOf<number, NumberBlockEvent>('number-block', {
  initialState: 0,
  evolve: (_last, { data: { last } }) => last,
});

export const itemNumbering = streamOf<string | undefined, ItemNumberingEvent>('item-numbering', {
  initialState: undefined,
  evolve: (_series, { data: { series } }) => series,
});

export interface Taken {
  readonly numbers: readonly string[];
  readonly events: readonly Occurrence[];
}

/** The next `count` numbers for which `isFree` holds; whoever takes them at the same time is made to take others by the version check. */
export function takeNumbersOf(
  look: Look,
  series: string,
  count: number,
  isFree: (number: string) => boolean = () => true,
): Taken | Rejection {
  const { pattern, block: current } = look(numberSeries(series));
  if (pattern === undefined) return unknown('number-series', series);
  const numbers: string[] = [];
  const events: Occurrence[] = [];
  for (let block = current; numbers.length < count; block++) {
    if (block > current)
      events.push(happened(numberSeries(series), { type: 'NumberBlockOpened', data: { series, block } }));
    const stream = numberBlock(`${series}/${block}`);
    const first = Math.max(look(stream), block * blockSize) + 1;
    let last = first - 1;
    while (numbers.length < count && last < (block + 1) * blockSize) {
      const number = numberOf(pattern, ++last);
      if (isFree(number)) numbers.push(number);
    }
    if (last >= first) events.push(happened(stream, { type: 'NumbersTaken', data: { series, first, last } }));
  }
  return { numbers, events };
}

export const defineNumberSeries = decider<DefineNumberSeries>({
  name: 'define-number-series',
  streams: ({ series }) => [numberSeries(series)],
  decide: ({ series, pattern, item }, look) => {
    if (look(numberSeries(series)).pattern !== undefined) {
      return rejection('number-series-exists', `The number series ${series} exists already.`, {
        legal: ['choose another name'],
      });
    }
    const taken = item === undefined ? undefined : look(itemNumbering(item));
    if (taken !== undefined)
      return rejection('item-numbered-already', `${item} is numbered by ${taken}.`, { facts: { item, series: taken } });
    const numbered =
      item === undefined ? [] : [happened(itemNumbering(item), { type: 'ItemNumbered', data: { item, series } })];
    return {
      events: [
        happened(numberSeries(series), { type: 'NumberSeriesDefined', data: { series, pattern, item } }),
        ...numbered,
      ],
      answer: { series, pattern, item },
    };
  },
});

export const takeNumbers = decider<TakeNumbers>({
  name: 'take-numbers',
  streams: ({ series }) => [numberSeries(series)],
  decide: ({ series, count }, look) => {
    const taken = takeNumbersOf(look, series, count);
    return taken instanceof Rejection ? taken : { events: taken.events, answer: { series, numbers: taken.numbers } };
  },
});
