import type { Json, JsonSchema } from '../declared-fields.js';

const isObject = (value: Json | undefined): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: Json | undefined): JsonSchema => (isObject(value) ? value : {});
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const same = (one: Json | undefined, other: Json | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Says what something is, and binds nobody. */
const saying = new Set(['description', 'examples', 'title', '$schema']);
/** Looked at by themselves. */
const structure = new Set(['properties', 'required', 'items', '$ref', 'allOf', '$defs', ...saying]);

/** Both with the definitions that their references lead to. */
interface Compared {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly path: string;
}

class Comparison {
  readonly problems: string[] = [];

  constructor(
    private readonly before: JsonSchema,
    private readonly after: JsonSchema,
  ) {}

  run(): readonly string[] {
    this.compare({ before: this.before, after: this.after, path: '' });
    return this.problems;
  }

  private compare({ before: left, after: right, path }: Compared): void {
    const before = resolved(left, this.before);
    const after = resolved(right, this.after);
    this.compareRules({ before, after, path });
    if (before.properties) this.compareFields({ before, after, path });
    if (before.items) this.compare({ before: objectOf(before.items), after: objectOf(after.items), path: `${path}[]` });
  }

  /** Rules on a value stay as they are: what a narrower one refuses was allowed, what a wider one lets pass breaks who reads it. */
  private compareRules({ before, after, path }: Compared): void {
    const rules = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !structure.has(name)));
    for (const rule of rules)
      if (!same(before[rule], after[rule]))
        this.problems.push(
          `${path || 'the payload'}: ${rule} was ${JSON.stringify(before[rule])} and is ${JSON.stringify(after[rule])}`,
        );
  }

  private compareFields({ before, after, path }: Compared): void {
    const [had, has] = [objectOf(before.properties), objectOf(after.properties)];
    const [needed, needs] = [listOf(before.required), listOf(after.required)];
    for (const [name, schema] of Object.entries(had)) {
      const field = path === '' ? name : `${path}.${name}`;
      if (!has[name]) this.problems.push(`${field} is gone`);
      else this.compare({ before: objectOf(schema), after: objectOf(has[name]), path: field });
      if (has[name] && needed.includes(name) && !needs.includes(name))
        this.problems.push(`${field} was always there and may be absent now`);
    }
    for (const name of needs)
      if (!needed.includes(name))
        this.problems.push(`${path === '' ? '' : `${path}.`}${String(name)} has become required`);
  }
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const [only] = listOf(schema.allOf);
  const reference = isObject(only) ? only.$ref : schema.$ref;
  if (typeof reference !== 'string') return schema;
  return objectOf(objectOf(root.$defs)[reference.replace('#/$defs/', '')]);
}

/** What makes this more than an added optional field, in sentences: such a change is a new type beside the old one. */
export const breakingChanges = (before: JsonSchema, after: JsonSchema): readonly string[] =>
  new Comparison(before, after).run();
