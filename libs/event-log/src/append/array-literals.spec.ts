import { numbers, texts } from './array-literals.js';

describe('array literals', () => {
  it('quote every text, and escape quotes and backslashes', () =>
    expect(texts(['a', '', 'NULL', 'b,c', '{d}', '"e"', 'f\\g', ' h '])).toBe(
      String.raw`{"a","","NULL","b,c","{d}","\"e\"","f\\g"," h "}`,
    ));
  it('may be empty', () => expect([texts([]), numbers([])]).toEqual(['{}', '{}']));
  it('write numbers as they are', () => expect(numbers([1, 20, 300])).toBe('{1,20,300}'));
});
