import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sabotages } from './list.js';
import { obstaclesTo } from './obstacles.js';
import type { Sabotage } from './sabotage.js';

const read = (file: string): string => readFileSync(join(__dirname, '../../../..', file), 'utf8');

describe('a sabotage', () => {
  it.each(sabotages.map((one): [string, Sabotage] => [one.name, one]))(
    'can be carried out on the sources as they are: %s',
    (_name, sabotage) => {
      expect(obstaclesTo(sabotage, read)).toEqual([]);
    },
  );

  const sabotage: Sabotage = {
    name: 'made-up',
    says: 'for this spec',
    edits: [{ file: 'a.ts', find: 'one', replace: 'two' }],
    witness: { level: 'unit', file: 'a.spec.ts', test: 'counts' },
  };
  const sources =
    (source: string, spec = "it('counts')") =>
    (file: string): string =>
      file === 'a.ts' ? source : spec;

  it('is told apart from one whose text is gone, or there twice, or whose test is', () => {
    expect(obstaclesTo(sabotage, sources('one more'))).toEqual([]);
    expect(obstaclesTo(sabotage, sources('nothing'))).toEqual(['a.ts has 0 times, instead of once: one']);
    expect(obstaclesTo(sabotage, sources('one by one'))).toEqual(['a.ts has 2 times, instead of once: one']);
    expect(obstaclesTo(sabotage, sources('one', ''))).toEqual(['a.spec.ts has no test named: counts']);
  });

  it('of several edits makes each on what the one before has left', () => {
    const edits = [...sabotage.edits, { file: 'a.ts', find: 'two', replace: 'three' }];
    expect(obstaclesTo({ ...sabotage, edits }, sources('one'))).toEqual([]);
    expect(obstaclesTo({ ...sabotage, edits }, sources('one, two'))).toEqual([
      'a.ts has 2 times, instead of once: two',
    ]);
  });
});
