import { cursorOf, cursorPattern, cursorText, lostCursor } from './feed-cursor.js';

const epochs = [
  { epoch: 2, cut: 100 },
  { epoch: 3, cut: 80 },
];
const head = { epoch: 3, position: 150 };

describe('a cursor of the feed', () => {
  it.each([
    ['1:42', { epoch: 1, position: 42 }],
    ['0', { position: 0 }],
  ])('%s is read', (text, cursor) => {
    expect(cursorPattern.test(text)).toBe(true);
    expect(cursorOf(text)).toEqual(cursor);
  });

  it.each(['', 'x', '-1', '1:', ':1', '0:5', '1:2:3', '1.5', '1e3', '9'.repeat(16), '1:1 ', '١'])(
    '%j is none',
    (text) => expect(cursorPattern.test(text)).toBe(false),
  );

  it('is written as it is read', () => expect(cursorText(cursorOf('7:12') as never)).toBe('7:12'));

  it.each([
    ['of this epoch', { epoch: 3, position: 150 }],
    ['of an epoch before, up to its earliest cut', { epoch: 1, position: 80 }],
    ['of the epoch between, up to the later cut', { epoch: 2, position: 80 }],
    ['without an epoch', { position: 120 }],
    ['at the first', { epoch: 1, position: 0 }],
  ])('%s is good', (_what, cursor) => expect(lostCursor(cursor, head, epochs)).toBeUndefined());

  it.each([
    ['read beyond both cuts', { epoch: 1, position: 101 }, '3:80'],
    ['read beyond the second cut only', { epoch: 1, position: 81 }, '3:80'],
    ['of the epoch between', { epoch: 2, position: 120 }, '3:80'],
    ['beyond the end', { epoch: 3, position: 151 }, '3:150'],
    ['beyond the end, without an epoch', { position: 151 }, '3:150'],
    ['of an epoch that has not begun', { epoch: 4, position: 10 }, '3:150'],
  ])('%s is lost, and where to go on is said', (_what, cursor, continueAfter) =>
    expect(lostCursor(cursor, head, epochs)).toEqual({ continueAfter, detail: expect.stringContaining(continueAfter) }),
  );
});
