import type { Schema } from '../code/json-schemas.js';
import type { Resolving } from './resolving.js';

/** What clients send may become more; what they get may become more; neither may become less. */
type Direction = 'sent' | 'answered';

interface Compared {
  readonly before: Schema;
  readonly after: Schema;
}

const upperBounds = ['maximum', 'maxLength', 'maxItems'];
const lowerBounds = ['minimum', 'minLength', 'minItems'];

/** Compares two schemas of one place in two documents. */
export class SchemaChanges {
  private readonly seen = new Set<string>();
  readonly found: string[] = [];

  constructor(
    private readonly released: Resolving,
    private readonly current: Resolving,
    private readonly direction: Direction,
  ) {}

  compare(before: Schema, after: Schema, path: string): void {
    const pair = `${before.$ref}|${after.$ref}`;
    if (before.$ref && after.$ref && this.seen.has(pair)) return;
    this.seen.add(pair);
    const both = { before: this.released.schema(before), after: this.current.schema(after) };
    this.type(both, path);
    this.properties(both, path);
    if (this.direction === 'sent') this.bounds(both, path);
    if (both.before.items && both.after.items) this.compare(both.before.items, both.after.items, `${path}[]`);
  }

  private type({ before, after }: Compared, path: string): void {
    const [was, is] = [kindsOf(before), kindsOf(after)];
    if (was.length === 0 || is.length === 0) return;
    const [must, may] = this.direction === 'sent' ? [was, is] : [is, was];
    const lost = must.filter((kind) => !may.includes(kind) && !(kind === 'integer' && may.includes('number')));
    if (lost.length > 0) this.found.push(`${path} was ${was.join(' or ')} and is ${is.join(' or ')}`);
  }

  private properties({ before, after }: Compared, path: string): void {
    for (const [name, schema] of Object.entries(before.properties ?? {})) {
      const now = after.properties?.[name];
      if (now === undefined) this.found.push(`${path}.${name} is gone`);
      else this.compare(schema, now, `${path}.${name}`);
    }
    const [was, is] = [before.required ?? [], after.required ?? []];
    const changed =
      this.direction === 'sent' ? is.filter((one) => !was.includes(one)) : was.filter((one) => !is.includes(one));
    const word = this.direction === 'sent' ? 'is required now' : 'may be absent now';
    for (const name of changed.filter((one) => after.properties?.[one])) this.found.push(`${path}.${name} ${word}`);
  }

  private bounds({ before, after }: Compared, path: string): void {
    const refused = (before.enum ?? []).filter((value) => after.enum && !after.enum.includes(value));
    if (refused.length > 0) this.found.push(`${path} no longer takes ${refused.join(', ')}`);
    if (after.enum && !before.enum) this.found.push(`${path} takes only ${after.enum.join(', ')} now`);
    for (const word of upperBounds)
      if (numberOf(after[word], Infinity) < numberOf(before[word], Infinity))
        this.found.push(`${path}: ${word} was lowered to ${String(after[word])}`);
    for (const word of lowerBounds)
      if (numberOf(after[word], -Infinity) > numberOf(before[word], -Infinity))
        this.found.push(`${path}: ${word} was raised to ${String(after[word])}`);
    if (after.pattern !== undefined && after.pattern !== before.pattern)
      this.found.push(`${path} must match ${String(after.pattern)} now`);
  }
}

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

const kindsOf = ({ type }: Schema): string[] => (type === undefined ? [] : [type].flat());
