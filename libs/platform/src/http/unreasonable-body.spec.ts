import { refuseUnreasonableBody } from './unreasonable-body.js';

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
const properties = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, { n }]));

describe('a body', () => {
  it.each([
    ['none', undefined],
    ['text', 'x'],
    ['of 32 levels', nested(32)],
    ['of 256 properties', properties(256)],
    ['of 10000 items', { list: Array.from({ length: 10_000 }, () => 1) }],
  ])('%s is looked at further', (_what, body) => {
    expect(() => refuseUnreasonableBody({ body })).not.toThrow();
  });

  it.each([
    ['of 33 levels', nested(33)],
    ['of a hundred thousand levels', nested(100_000)],
    ['of 257 properties', properties(257)],
    ['of 257 properties further down', { a: [properties(257)] }],
    ['of 10001 items', Array.from({ length: 10_001 }, () => 1)],
    ['that means the prototype', JSON.parse('{"a":{"__proto__":{"admin":true}}}')],
    ['that means the constructor', { constructor: { prototype: {} } }],
  ])('%s is refused at once', (_what, body) => {
    expect(() => refuseUnreasonableBody({ body })).toThrow(expect.objectContaining({ status: 422 }));
  });
});
