import { given, happened, nothing } from '@millwright/event-sourcing';
import { defineNumberSeries, itemNumbering, numberBlock, numberSeries, takeNumbers } from './number-series.decider.js';

const series = () =>
  given(numberSeries('gm'), [{ type: 'NumberSeriesDefined', data: { series: 'gm', pattern: 'GM-{0000}' } }]);
const block = (number: number) => numberBlock(`gm/${number}`);

describe('a number series', () => {
  it('is defined once, and is the only one of its item', () => {
    nothing()
      .when(defineNumberSeries, { series: 'gm', pattern: 'GM-{0000}', item: 'GM-40' })
      .then([
        happened(numberSeries('gm'), {
          type: 'NumberSeriesDefined',
          data: { series: 'gm', pattern: 'GM-{0000}', item: 'GM-40' },
        }),
        happened(itemNumbering('GM-40'), { type: 'ItemNumbered', data: { item: 'GM-40', series: 'gm' } }),
      ]);
    series().when(defineNumberSeries, { series: 'gm', pattern: 'X{0}' }).thenRejected('number-series-exists');
    given(itemNumbering('GM-40'), [{ type: 'ItemNumbered', data: { item: 'GM-40', series: 'gm' } }])
      .when(defineNumberSeries, { series: 'other', pattern: 'X{0}', item: 'GM-40' })
      .thenRejected('item-numbered-already', { series: 'gm' });
  });

  it('gives out numbers from where it stands', () => {
    series()
      .given(block(0), [{ type: 'NumbersTaken', data: { series: 'gm', first: 1, last: 7 } }])
      .when(takeNumbers, { series: 'gm', count: 2 })
      .then([happened(block(0), { type: 'NumbersTaken', data: { series: 'gm', first: 8, last: 9 } })])
      .answering({ series: 'gm', numbers: ['GM-0008', 'GM-0009'] });
    nothing().when(takeNumbers, { series: 'gm', count: 1 }).thenRejected('unknown-number-series');
  });

  it('goes on in the next block, and gets longer than its zeros', () => {
    series()
      .given(block(0), [{ type: 'NumbersTaken', data: { series: 'gm', first: 1, last: 9_999 } }])
      .when(takeNumbers, { series: 'gm', count: 2 })
      .then([
        happened(block(0), { type: 'NumbersTaken', data: { series: 'gm', first: 10_000, last: 10_000 } }),
        happened(numberSeries('gm'), { type: 'NumberBlockOpened', data: { series: 'gm', block: 1 } }),
        happened(block(1), { type: 'NumbersTaken', data: { series: 'gm', first: 10_001, last: 10_001 } }),
      ])
      .answering({ series: 'gm', numbers: ['GM-10000', 'GM-10001'] });
  });
});
