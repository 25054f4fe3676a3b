import { assert, array, integer, property, record } from 'fast-check';
import { both, once, raw, span, union, without, type Span } from './span.rules.js';

const spans = array(record({ from: integer({ min: 0, max: 60 }), to: integer({ min: 0, max: 60 }) }), {
  maxLength: 12,
});
const seconds = (some: readonly Span[]): Set<number> =>
  new Set(some.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)));

describe('stretches of time', () => {
  it('have each second once in their union, whatever overlaps', () => {
    assert(property(spans, (some) => raw(union(some)) === seconds(some).size && once(some) === seconds(some).size));
  });

  it('share the seconds that are in both', () => {
    assert(
      property(spans, spans, (a, b) =>
        expect([...seconds(both(a, b))]).toEqual([...seconds(union(a))].filter((one) => seconds(b).has(one))),
      ),
    );
  });

  it('lose the seconds that are taken away', () => {
    assert(
      property(
        spans,
        spans,
        (a, b) => once(without(a, b)) === [...seconds(a)].filter((one) => !seconds(b).has(one)).length,
      ),
    );
  });

  it('count overlaps as often as they occur when added up raw', () => {
    expect(
      raw([
        { from: 0, to: 10 },
        { from: 5, to: 10 },
      ]),
    ).toBe(15);
    expect(
      once([
        { from: 0, to: 10 },
        { from: 5, to: 10 },
      ]),
    ).toBe(10);
  });

  it('are rounded to whole seconds at their ends', () => {
    expect(span('2026-01-05T06:00:00.400Z', '2026-01-05T06:00:10.600Z')).toEqual({ from: 1767592800, to: 1767592811 });
  });
});
