import { beginsTransaction, endsTransaction, needsNoAnswer, rollsBack } from './write-behind.js';

describe('statements that nobody waits for', () => {
  it.each([
    'START TRANSACTION',
    'set local synchronous_commit = off',
    'insert into lot (id) values ($1) on conflict do nothing',
    'insert into line (id, n) select $1, n from unnest($2::int[]) as n',
    'update lot set status = $2 where id = $1',
    '  delete from lot where id = $1',
    'with gone as (delete from line where lot = $1) update lot set version = $2 where id = $1',
  ])('changes only: %s', (text) => expect(needsNoAnswer(text)).toBe(true));

  it.each([
    'select id, good as pieces from output where id = $1 for update',
    'insert into lot (id) values ($1) returning id',
    'with moved as (update checkpoints set position = $3 where name = $1 returning name) select name from moved',
    'with moved as (update lot set status = $1) select 1',
    'with wanted as (select 1) select * from wanted',
    'savepoint handler',
    'release savepoint handler',
    'COMMIT',
    'ROLLBACK',
  ])('must be answered: %s', (text) => expect(needsNoAnswer(text)).toBe(false));

  it('knows where a transaction begins, is undone and ends', () => {
    expect(['START TRANSACTION', 'COMMIT'].map(beginsTransaction)).toEqual([true, false]);
    expect(['COMMIT', 'ROLLBACK', 'rollback to savepoint handler'].map(endsTransaction)).toEqual([true, true, false]);
    expect(['COMMIT', 'ROLLBACK', 'rollback to savepoint handler'].map(rollsBack)).toEqual([false, true, true]);
  });
});
