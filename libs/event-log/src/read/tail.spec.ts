import type { Recorded } from '@millwright/event-sourcing';
import { Tail } from './tail.js';

const event = (position: number): Recorded => ({ position }) as Recorded;
const events = (from: number, to: number): Recorded[] =>
  Array.from({ length: to - from + 1 }, (_, n) => event(from + n));
const positions = (found: readonly Recorded[] | undefined): number[] | undefined =>
  found?.map(({ position }) => position);

describe('the tail of the log', () => {
  it('knows nothing at first, and nothing before what it was given', () => {
    const tail = new Tail();
    expect(tail.after(0, 10)).toBeUndefined();
    tail.add(5, events(6, 8));
    expect(tail.after(4, 10)).toBeUndefined();
    expect(positions(tail.after(5, 10))).toEqual([6, 7, 8]);
    expect(positions(tail.after(6, 1))).toEqual([7]);
  });

  it('says that it does not know what comes after its last event', () => {
    const tail = new Tail();
    tail.add(0, events(1, 3));
    expect(tail.after(3, 10)).toBeUndefined();
  });

  it('takes each event once, whoever read it', () => {
    const tail = new Tail();
    tail.add(0, events(1, 4));
    tail.add(2, events(3, 6));
    tail.add(0, events(1, 2));
    expect(positions(tail.after(0, 10))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('begins anew rather than hold a gap', () => {
    const tail = new Tail();
    tail.add(0, events(1, 2));
    tail.add(9, events(10, 11));
    expect(tail.after(0, 10)).toBeUndefined();
    expect(positions(tail.after(9, 10))).toEqual([10, 11]);
  });

  it('forgets the oldest', () => {
    const tail = new Tail();
    for (let at = 0; at < 20_000; at += 500) tail.add(at, events(at + 1, at + 500));
    expect(tail.after(0, 10)).toBeUndefined();
    expect(positions(tail.after(19_998, 10))).toEqual([19_999, 20_000]);
  });
});
