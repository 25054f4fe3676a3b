import type { Schema } from '../code/json-schemas.js';
import type { Words } from '../vocabulary/words.js';
import { mapValues } from './document.js';

/** Gives every property without a description the one that its name has, and an example where it can have one. */
export class Described {
  readonly missing = new Set<string>();

  constructor(
    private readonly vocabulary: Words,
    private readonly spoken: ReadonlyMap<string, Schema>,
  ) {}

  schema(schema: Schema, path: string): Schema {
    return {
      ...schema,
      ...(schema.properties && {
        properties: mapValues(schema.properties, (one, name) => this.property(name, one, `${path}.${name}`)),
      }),
      ...(schema.items && { items: this.schema(schema.items, path) }),
      ...(schema.prefixItems && { prefixItems: schema.prefixItems.map((one) => this.schema(one, path)) }),
      ...(schema.anyOf && { anyOf: schema.anyOf.map((one) => this.schema(one, path)) }),
      ...(typeof schema.additionalProperties === 'object' && {
        additionalProperties: this.schema(schema.additionalProperties, path),
      }),
    };
  }

  private property(name: string, schema: Schema, path: string): Schema {
    const inside = this.schema(schema, path);
    const [meaning, sample] = this.vocabulary[name] ?? [];
    const spoken = this.spoken.get(name);
    const description = inside.description ?? meaning ?? (spoken?.description as string | undefined);
    if (description === undefined) this.missing.add(`${name} (${path})`);
    const whole: Schema = inside.type === 'number' ? { ...inside, type: 'integer' } : inside;
    const example = whole.example ?? exampleOf(whole, sample ?? spoken?.example);
    return { ...whole, ...(description !== undefined && { description }), ...(example !== undefined && { example }) };
  }
}

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

function exampleOf({ type, enum: values, format, items }: Schema, wanted: unknown): unknown {
  const [kind] = [type].flat();
  if (format === 'date-time') return '2026-01-05T06:00:00.000Z';
  if (kind === 'array' && Array.isArray(wanted)) {
    const [first] = wanted as unknown[];
    return first === undefined || typeOf(first) === [items?.type].flat()[0] ? wanted : undefined;
  }
  if (wanted !== undefined && (values === undefined || values.includes(wanted)) && typeOf(wanted) === kind)
    return wanted;
  if (values) return values[0];
  if (kind === 'boolean') return true;
  if (kind === 'integer') return 1;
  if (kind === 'array' && items) {
    const one = exampleOf(items, wanted);
    return one === undefined ? undefined : [one];
  }
  return undefined;
}
