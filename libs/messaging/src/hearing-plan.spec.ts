import type { HeardMark } from '@millwright/event-log';
import { planHearing, type HearingPlan, type Place } from './hearing-plan.js';
import type { PublishedRecord, Received } from './record.js';

const blocked = 'millwright.orders.item-blocked.v1';
const unblocked = 'millwright.orders.item-unblocked.v1';

const at = (position: number, epoch = 1): HeardMark => ({
  epoch,
  position,
  recordedAt: new Date(position).toISOString(),
  settled: 0,
});

const place = (mark: HeardMark, more: Partial<Place> = {}): Place => ({
  source: 'orders',
  site: 'NH',
  mark,
  parkedStreams: new Set(),
  declared: new Set([blocked]),
  passedOver: new Set(),
  complete: false,
  ...more,
});

const record = (position: number, previous: number, more: Partial<PublishedRecord> = {}): PublishedRecord => ({
  id: `orders:${more.epoch ?? 1}:${position}`,
  source: 'orders',
  site: 'NH',
  epoch: 1,
  position,
  previous,
  partition: 0,
  type: blocked,
  category: 'item',
  streamId: 'A',
  version: 1,
  data: { item: 'A', reason: 'cracked' },
  by: { actor: 'system:test', at: '2026-01-05T08:00:00.000Z' },
  recordedAt: new Date(position).toISOString(),
  correlation: 'c',
  ...more,
});

const kept = ({ keep }: HearingPlan): number[] => keep.map(({ position }) => position);
const aside = (plan: HearingPlan): string[] => plan.aside.map(({ stream, reason }) => `${stream}: ${reason}`);

describe('the chain of positions', () => {
  it('takes what follows the mark, and passes duplicates over', () => {
    const plan = planHearing(place(at(3)), [record(3, 0), record(5, 3), record(5, 3), record(9, 5)]);
    expect(kept(plan)).toEqual([5, 9]);
    expect(plan.to).toEqual({ epoch: 1, position: 9, recordedAt: new Date(9).toISOString(), problem: undefined });
  });

  it('takes nothing behind a gap, and says what is missing', () => {
    const plan = planHearing(place(at(2)), [record(8, 6), record(9, 8)]);
    expect(kept(plan)).toEqual([]);
    expect(plan.to).toMatchObject({ position: 2, problem: expect.stringContaining('missing between 2 and 9') });
  });

  it('goes on where a record connects again, also one that comes after the gap was seen', () => {
    const broken = place({ ...at(2), problem: 'records are missing' });
    const plan = planHearing(broken, [record(9, 8), record(6, 2), record(8, 6), record(9, 8)]);
    expect(kept(plan)).toEqual([6, 8, 9]);
    expect(plan.to.problem).toBeUndefined();
  });

  it('is whole again when the last record that was heard is published once more', () => {
    expect(planHearing(place({ ...at(9), problem: 'lost' }), [record(9, 8)]).to.problem).toBeUndefined();
  });

  it('moves over what this service does not keep', () => {
    const plan = planHearing(place(at(0, 0)), [record(4, 0, { type: unblocked }), record(7, 4)]);
    expect([kept(plan), plan.to.position, plan.unknownTypes]).toEqual([[7], 7, []]);
  });

  it('has no gaps where nothing can be missing', () => {
    expect(kept(planHearing(place(at(2), { complete: true }), [record(8, 0)]))).toEqual([8]);
  });
});

describe('a source that was restored', () => {
  const cuts = [{ epoch: 2, after: 90 }];

  it('goes on in its new epoch where it was cut', () => {
    const plan = planHearing(place(at(88)), [record(93, 88, { epoch: 2, cuts })]);
    expect([kept(plan), plan.heardBeyond, plan.to.epoch]).toEqual([[93], undefined, 2]);
  });

  it('must still bring what was published before the cut and not heard', () => {
    expect(planHearing(place(at(80)), [record(93, 88, { epoch: 2, cuts })]).to.problem).toContain('missing');
  });

  it('has lost what was heard beyond the cut, and says from where on', () => {
    const plan = planHearing(place(at(97)), [record(93, 88, { epoch: 2, cuts })]);
    expect([kept(plan), plan.heardBeyond]).toEqual([[93], 90]);
  });

  it('is known through two restores by the earlier cut', () => {
    const twice = [...cuts, { epoch: 3, after: 120 }];
    expect(planHearing(place(at(97)), [record(125, 88, { epoch: 3, cuts: twice })])).toMatchObject({ heardBeyond: 90 });
  });

  it('is not heard any more in its old epoch', () => {
    const plan = planHearing(place(at(93, 2)), [record(99, 97)]);
    expect([kept(plan), plan.to.problem]).toEqual([[], undefined]);
  });

  it('is found out when it records something new at a position that was heard long ago', () => {
    const again = record(5, 3, { recordedAt: new Date(99_999).toISOString() });
    expect(planHearing(place(at(9)), [again]).to.problem).toContain('its epoch must be raised');
  });
});

describe('what cannot be taken', () => {
  const unreadable: Received = {
    id: '0/7@1',
    stream: 'NH/item/A',
    reason: 'Its payload is no JSON',
    raw: { headers: {}, value: '{' },
  };

  it('is put aside with the records of its stream that follow; others go on', () => {
    const plan = planHearing(place(at(2)), [unreadable, record(4, 2), record(5, 4, { streamId: 'B' }), record(6, 5)]);
    expect(kept(plan)).toEqual([5]);
    expect(aside(plan)).toEqual([
      'NH/item/A: Its payload is no JSON',
      'NH/item/A: Waits behind an earlier record of its stream',
      'NH/item/A: Waits behind an earlier record of its stream',
    ]);
    expect(plan.to).toMatchObject({ position: 6, problem: undefined });
  });

  it('waits behind what was parked before', () => {
    expect(aside(planHearing(place(at(2), { parkedStreams: new Set(['NH/item/A']) }), [record(4, 2)]))).toHaveLength(1);
  });

  it.each([
    ['a payload that is none', { data: { item: 7 } }, 'item must be'],
    ['another version', { type: 'millwright.orders.item-blocked.v2' }, 'reads version 1'],
    ['another site', { site: 'ELSEWHERE' }, 'of site ELSEWHERE'],
  ])('is %s, whether it is in its place or not', (_, more, sentence) => {
    for (const previous of [2, 77]) {
      const plan = planHearing(place(at(2)), [record(80, previous, more)]);
      expect(aside(plan)).toEqual([expect.stringContaining(sentence)]);
      expect(kept(plan)).toEqual([]);
    }
  });

  it('is a type that nothing knows, unless its source published it in its place: then it is newer, and passed over', () => {
    const newer = { type: 'millwright.orders.item-painted.v1' };
    expect(aside(planHearing(place(at(2)), [record(9, 7, newer)]))).toEqual([
      expect.stringContaining('Nothing here knows'),
    ]);
    const plan = planHearing(place(at(2)), [record(4, 2, newer), record(4, 2, newer)]);
    expect([aside(plan), plan.to.position, plan.unknownTypes]).toEqual([[], 4, [newer.type]]);
    expect(aside(planHearing(place(at(9), { passedOver: new Set(plan.unknownTypes) }), [record(4, 2, newer)]))).toEqual(
      [],
    );
  });
});
