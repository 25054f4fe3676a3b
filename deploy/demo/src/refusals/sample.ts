import type { Schema } from './api-document.js';
import { nameOf } from './small-plant.js';

export type Sample = Readonly<Record<string, unknown>>;

/** A body in which every field is filled and well-formed. */
export function sampleOf(schema: Schema, name = ''): unknown {
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([field, one]) => [field, sampleOf(one, field)]));
  }
  if (schema.type === 'array')
    return Array.isArray(schema.example) && !(name in nameOf) ? schema.example : [sampleOf(schema.items ?? {}, name)];
  return schema.enum?.[0] ?? (schema.pattern ? schema.example : undefined) ?? simple(schema, name);
}

function simple({ type, format, example, minimum }: Schema, name: string): unknown {
  if (type === 'integer') return example ?? Math.max(minimum ?? 0, 1);
  if (type === 'boolean') return true;
  if (format !== undefined) return format === 'date' ? '2026-01-05' : '2026-01-05T06:00:00Z';
  return nameOf[name] ?? example ?? 'NEW-1';
}

export interface Field {
  /** Such as `lines.0.quantity.value` */
  readonly path: string;
  readonly schema: Schema;
}

/** Every field of a body, the parts of its parts too. */
export function fieldsOf(schema: Schema, path = ''): Field[] {
  const of = (step: string, one: Schema): Field[] => {
    const at = path === '' ? step : `${path}.${step}`;
    return [{ path: at, schema: one }, ...fieldsOf(one, at)];
  };
  if (schema.type === 'object') return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => of(name, one));
  return schema.type === 'array' && schema.items ? of('0', schema.items) : [];
}

/** The same body with another value in one place. */
export function changed(body: unknown, path: string, value: unknown): unknown {
  const [step, ...rest] = path.split('.');
  const inner = (one: unknown): unknown => (rest.length === 0 ? value : changed(one, rest.join('.'), value));
  if (Array.isArray(body)) return body.map((one, index) => (String(index) === step ? inner(one) : (one as unknown)));
  return { ...(body as Sample), [step]: inner((body as Sample)[step]) };
}
