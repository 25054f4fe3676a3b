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

function exampleOf(schema: Schema, wanted: unknown): unknown {
  const [kind] = [schema.type].flat();
  if (schema.format === 'date-time') return '2026-01-05T06:00:00.000Z';
  if (kind === 'array') return exampleOfList(schema.items, wanted);
  if (schema.enum) return schema.enum.includes(wanted) ? wanted : schema.enum[0];
  if (wanted !== undefined && typeOf(wanted) === kind) return wanted;
  if (kind === 'boolean') return true;
  return kind === 'integer' ? 1 : undefined;
}

function exampleOfList(items: Schema | undefined, wanted: unknown): unknown {
  if (!Array.isArray(wanted)) {
    const one = items && exampleOf(items, wanted);
    return one === undefined ? undefined : [one];
  }
  const [first] = wanted as unknown[];
  return first === undefined || typeOf(first) === [items?.type].flat()[0] ? wanted : undefined;
}
