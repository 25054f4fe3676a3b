import { repeatedKey } from './repeated-key.js';
import { TokenBuckets } from './token-bucket.js';
import { VerifiedTokens } from './verified-tokens.js';

describe('a bucket of requests', () => {
  it('holds five seconds, fills by the second, and says when to come again', () => {
    let now = 0;
    const buckets = new TokenBuckets(2, () => now);
    for (let n = 0; n < 10; n++) expect(buckets.take('a')).toBeUndefined();
    expect(buckets.take('a')).toBe(1);
    expect(buckets.take('b')).toBeUndefined();
    now = 500;
    expect(buckets.take('a')).toBeUndefined();
    expect(buckets.take('a')).toBe(1);
    now = 3_600_000;
    for (let n = 0; n < 10; n++) expect(buckets.take('a')).toBeUndefined();
    expect(buckets.take('a')).toBe(1);
  });

  it('has no end where the limit is 0', () => {
    const buckets = new TokenBuckets(0);
    for (let n = 0; n < 1_000; n++) expect(buckets.take('a')).toBeUndefined();
  });
});

describe('tokens that were verified', () => {
  const principal = { id: 'system:a', credentials: [], vouchedRoles: [], expiresAt: 100 };

  it('are kept until they expire, the latest ones', () => {
    let now = 0;
    const verified = new VerifiedTokens(2, () => now);
    verified.keep('a', principal);
    verified.keep('b', principal);
    expect(verified.get('a')).toBe(principal);
    verified.keep('c', principal);
    expect([verified.get('b'), verified.get('a')]).toEqual([undefined, principal]);
    now = 100_000;
    expect(verified.get('a')).toBeUndefined();
  });
});

describe('a key that stands twice', () => {
  it.each([
    ['{"a":1,"b":2}', undefined],
    ['{"a":1,"a":2}', 'a'],
    ['{ "a" : {"b":1,"b":2}, "c":[{"a":1}] }', undefined],
    ['{"a":"b\\",\\"a\\":1","c":1}', undefined],
    ['{"sub":1,"\\u0073ub":2}', 'sub'],
    ['{"a":{"x":1},"a":{"y":1}}', 'a'],
    ['{}', undefined],
  ])('is found at the top of %s', (json, found) => {
    expect(repeatedKey(json)).toBe(found);
  });
});
