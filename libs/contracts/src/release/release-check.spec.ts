import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedClasses } from '../catalog.js';
import { contractVersion } from '../document/version.js';
import { Id, OneOf } from '../fields.js';
import type { PublishedClass } from '../published.js';
import { presentRelease, type ReleasedEvent } from './release.js';
import { releaseProblems } from './release-check.js';

const folder = join(__dirname, '..', '..', 'released');
const versions = readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const eventsOf = (version: string): ReleasedEvent[] =>
  readdirSync(join(folder, version)).map(
    (file) => JSON.parse(readFileSync(join(folder, version, file), 'utf8')) as ReleasedEvent,
  );

describe.each(versions)('release %s', (version) => {
  it('can be built upon still: samples are accepted, schemas have only grown', () => {
    expect(releaseProblems(eventsOf(version), publishedClasses)).toEqual([]);
  });

  it('has samples of every type', () => {
    const events = eventsOf(version);
    expect(events.length).toBeGreaterThan(50);
    expect(events.filter(({ samples }) => samples.length < 2)).toEqual([]);
  });
});

it('the version of the contract has been released', () => {
  expect(versions).toContain(contractVersion);
});

class Before {
  static readonly type = 'millwright.orders.item-painted.v1';
  static readonly stream = 'item';
  static readonly about = 'An item has a color.';
  @Id({ about: 'Item.', example: 'GM-40' }) item: string;
  @OneOf(['red', 'blue'], { about: 'Color.', example: 'red' }) color: string;
  @Id({ about: 'By whom.', example: 'P-1', optional: true }) painter?: string;
}
class WithMore extends Before {
  @Id({ about: 'In which light.', example: 'day', optional: true }) light?: string;
}
class WithMoreRequired extends Before {
  @Id({ about: 'In which light.', example: 'day' }) light: string;
}
class WithLess {
  static readonly type = Before.type;
  static readonly stream = 'item';
  static readonly about = Before.about;
  @Id({ about: 'Item.', example: 'GM-40' }) item: string;
  @OneOf(['red', 'blue'], { about: 'Color.', example: 'red' }) color: string;
}
class Narrower extends WithLess {
  @Id({ about: 'By whom.', example: 'P-1', optional: true }) painter?: string;
  @OneOf(['blue'], { about: 'Color.', example: 'blue' }) declare color: string;
}

describe('a planted change', () => {
  const one = (of: PublishedClass): ReadonlyMap<string, PublishedClass> => new Map([[of.type, of]]);
  const released = presentRelease(one(Before));
  const problems = (of: PublishedClass): string => releaseProblems(released, one(of)).join('\n');

  it('passes when it adds an optional field', () => {
    expect(problems(Before)).toBe('');
    expect(problems(WithMore)).toBe('');
  });

  it.each<[string, PublishedClass, string]>([
    ['removes an optional field', WithLess, 'painter is gone'],
    ['adds a required field', WithMoreRequired, 'light has become required'],
    ['refuses a value that was allowed', Narrower, 'color: enum was'],
  ])('fails when it %s', (_what, of, sentence) => {
    expect(problems(of)).toContain(sentence);
  });

  it('fails on the samples too, which the new class refuses', () => {
    expect(problems(WithMoreRequired)).toContain('light must be a string');
    expect(problems(Narrower)).toContain('color must be one of');
  });

  it('fails when the type is gone', () => {
    expect(releaseProblems(released, new Map())).toEqual([`${Before.type} is published no longer`]);
  });
});
