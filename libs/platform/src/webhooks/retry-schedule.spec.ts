import { defaultSchedule, nextTry, secondsAsked } from './retry-schedule.js';

const now = new Date('2026-01-05T06:00:00.000Z');
const after = (attempts: number, random = 0, retryAfter?: string): number | undefined => {
  const next = nextTry(defaultSchedule, { attempts, random, retryAfter, now });
  return next && (next.getTime() - now.getTime()) / 1_000;
};

describe('the retry schedule of a webhook', () => {
  it('makes ten attempts in about three days', () => {
    const waits = defaultSchedule.map((_, index) => after(index + 1));
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(after(10)).toBeUndefined();
  });

  it('scatters, later and never earlier', () => {
    expect([after(2, 0), after(2, 0.5), after(2, 1)]).toEqual([300, 330, 360]);
  });

  it.each([
    [undefined, 5],
    ['2', 5],
    ['60', 60],
    ['999999999', 86_400],
    ['Mon, 05 Jan 2026 06:10:00 GMT', 600],
    ['Mon, 05 Jan 2026 05:00:00 GMT', 5],
    ['-60', 5],
    ['soon', 5],
    ['1e9', 5],
    ['', 5],
  ])('takes Retry-After %j within bounds: %d s', (asked, seconds) => expect(after(1, 0, asked)).toBe(seconds));

  it('reads no time out of nothing', () => expect(secondsAsked(undefined, now)).toBe(0));
});
