import { traceparentOf } from './traceparent.js';

const form = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;
const event = (eventId: string, correlation: string, traceparent?: string) => ({ eventId, correlation, traceparent });

describe('the trace that an event belongs to', () => {
  it('is that of the command, where it had one', () => {
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(traceparentOf(event('orders:1:1', 'c', given))).toBe(given);
  });

  it('is otherwise one for all that came of the command, and the same each time', () => {
    const [one, other, again] = ['orders:1:1', 'orders:1:2', 'orders:1:1'].map((id) => traceparentOf(event(id, 'c')));
    expect([one, other]).toEqual([expect.stringMatching(form), expect.stringMatching(form)]);
    expect(other.split('-')[1]).toBe(one.split('-')[1]);
    expect(other).not.toBe(one);
    expect(again).toBe(one);
  });
});
