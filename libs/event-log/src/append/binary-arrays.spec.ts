import { instants, jsons, numbers, texts } from './binary-arrays.js';

const hex = (array: Buffer): string => array.toString('hex');

describe('binary arrays', () => {
  it('name their type and count before their elements', () =>
    expect(hex(texts(['a', '']))).toBe('0000000100000000000000190000000200000001' + '0000000161' + '00000000'));
  it('count bytes, not characters', () =>
    expect(hex(texts(['ö']))).toBe('0000000100000000000000190000000100000001' + '00000002c3b6'));
  it('have no dimension when they are empty', () =>
    expect([texts([]), jsons([]), numbers([]), instants([])].map(hex)).toEqual([
      '000000000000000000000019',
      '000000000000000000000072',
      '000000000000000000000017',
      '0000000000000000000004a0',
    ]));
  it('write numbers of 32 bits', () =>
    expect(hex(numbers([1, -2]))).toBe(
      '0000000100000000000000170000000200000001' + '0000000400000001' + '00000004fffffffe',
    ));
  it('write microseconds since 2000, before it too', () =>
    expect(hex(instants(['2000-01-01T00:00:01Z', '1999-12-31T23:59:59.999Z'])).slice(40)).toBe(
      '0000000800000000000f4240' + '00000008fffffffffffffc18',
    ));
  it('blame the data for what is no instant', () =>
    expect(() => instants(['the day after tomorrow'])).toThrow(expect.objectContaining({ code: '22007' })));
});
