import { isDatabaseAway, isUnreachable } from './database-away.js';

describe('a database that is away', () => {
  it.each([
    [{ code: 'EAI_AGAIN' }, true],
    [{ code: 'ECONNREFUSED' }, true],
    [{ code: 'ENOENT', syscall: 'connect' }, true],
    [{ code: '57P03' }, true],
    [{ code: '53100' }, true],
    [{ message: 'Client has encountered a connection error and is not queryable' }, true],
    [{ message: 'Connection terminated unexpectedly' }, true],
    [{ code: 'ENOENT', syscall: 'open' }, false],
    [{ code: '23505' }, false],
    [{ message: 'x is not a function' }, false],
  ])('is told by %j: %s', (error, away) => {
    expect(isDatabaseAway(error)).toBe(away);
  });

  it('is no longer unreachable where it answers that it has no room', () => {
    expect([{ code: '53100' }, { code: '53300' }, { code: '08P01' }].map(isUnreachable)).toEqual([false, false, false]);
    expect(isUnreachable({ code: '57P03' })).toBe(true);
  });
});
