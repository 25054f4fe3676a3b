import type { Delivery } from './deliveries.sql.js';
import type { Tried } from './postman.js';
import { downAfter, Tally } from './tally.js';

const now = new Date('2026-01-05T06:00:00.000Z');
const at = now.toISOString();
const schedule = [10, 20];
const delivery = (attempts = 0, firstAt = at): Delivery => ({
  event: 'store:1:7',
  position: 7,
  type: 'millwright.store.bin-opened.v1',
  state: 'pending',
  attempts,
  firstAt,
  nextAt: at,
});
const tried = (kind: Tried['kind']): Tried => ({ kind, attempt: { at, status: 500, milliseconds: 3 } });
const fail = (tally: Tally, of = delivery()): Delivery => tally.after(of, tried('failed'), now, 0);

describe('what attempts at a receiver come to', () => {
  it('a failed one is tried again by the schedule, and given up after its end', () => {
    const tally = new Tally(0, null, schedule);
    const first = fail(tally);
    expect(first).toMatchObject({ state: 'pending', attempts: 1, nextAt: '2026-01-05T06:00:10.000Z' });
    const second = fail(tally, first);
    expect(second).toMatchObject({ state: 'pending', attempts: 2, nextAt: '2026-01-05T06:00:20.000Z' });
    expect(fail(tally, second)).toMatchObject({ state: 'given-up', attempts: 3, nextAt: null });
    expect(tally.giving).toMatchObject({ cause: 'failing' });
  });

  it('one event that is never taken does not end a webhook that takes others', () => {
    const tally = new Tally(0, null, schedule);
    const later = '2026-01-05T06:30:00.000Z';
    tally.after(delivery(), tried('delivered'), now, 0);
    const last = tally.after(
      delivery(2, '2026-01-02T06:00:00.000Z'),
      { kind: 'failed', attempt: { at: later, status: 400, milliseconds: 1 } },
      now,
      0,
    );
    expect([last.state, tally.giving]).toEqual(['given-up', undefined]);
  });

  it('after some failures in a row it is down, and the rest is left for the first retry', () => {
    const tally = new Tally(0, null, schedule);
    for (let n = 0; n < downAfter; n++) {
      expect(tally.isDown).toBe(false);
      fail(tally);
    }
    expect(tally.isDown).toBe(true);
    expect(tally.left(delivery(), now, 0)).toMatchObject({ attempts: 0, nextAt: '2026-01-05T06:00:10.000Z' });
    expect(tally.standingAt(9)).toEqual({ position: 9, failures: downAfter, failingSince: at });
    tally.after(delivery(1), tried('delivered'), now, 0);
    expect([tally.isDown, tally.hasRecovered]).toEqual([false, true]);
    expect(tally.standingAt(9)).toEqual({ position: 9, failures: 0, failingSince: null });
  });

  it('what was interrupted is as it was, and due at once', () => {
    expect(new Tally(0, null, schedule).left(delivery(1), now, 1)).toMatchObject({ attempts: 1, nextAt: at });
  });

  it('one that is gone is sent nothing more', () => {
    const tally = new Tally(0, null, schedule);
    tally.after(delivery(), tried('gone'), now, 0);
    expect([tally.isDown, tally.giving?.cause]).toEqual([true, 'gone']);
  });
});
