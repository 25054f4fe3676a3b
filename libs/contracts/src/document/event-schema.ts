import { exampleOf, fieldsOf, type DeclaredField, type JsonSchema, type PartClass } from '../declared-fields.js';
import type { PublishedClass } from '../published.js';

/** The name of the schema of a type for ever. What is added later does not change it; anything else is another type. */
export const dataschemaOf = (type: string): string => `urn:millwright:schema:${type}`;

/** Where the schema of a part is referred to. */
type Reference = (of: PartClass) => string;

function fieldSchema({ about, example, schema, of, list }: DeclaredField, reference: Reference): JsonSchema {
  const examples: JsonSchema = example === undefined ? {} : { examples: [example] };
  if (!of) return { description: about, ...schema, ...examples };
  const part = { $ref: reference(of()) };
  // Draft 7, which AsyncAPI builds on, ignores what stands beside a reference.
  const said: JsonSchema = list ? { type: 'array', items: part } : { allOf: [part] };
  return { description: about, ...said, ...examples };
}

/** What the payload, or a part of it, must be. Fields that it does not name are newer, and let pass. */
export function objectSchema(of: PartClass, reference: Reference): JsonSchema {
  const fields = fieldsOf(of);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, reference)])),
    required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
  };
}

/** The classes of its parts, and theirs, each once. */
export function partsOf(of: PartClass, known: ReadonlySet<PartClass> = new Set()): ReadonlySet<PartClass> {
  return fieldsOf(of).reduce<ReadonlySet<PartClass>>((parts, field) => {
    const part = field.of?.();
    return part === undefined || parts.has(part) ? parts : partsOf(part, new Set([...parts, part]));
  }, known);
}

/** JSON Schema 2020-12 of the payload of a published event. */
export function eventSchema(of: PublishedClass): JsonSchema {
  const reference: Reference = ({ name }) => `#/$defs/${name}`;
  const parts = [...partsOf(of)].map((part) => [part.name, objectSchema(part, reference)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: dataschemaOf(of.type),
    title: of.type,
    description: of.about,
    ...objectSchema(of, reference),
    examples: [exampleOf(of)],
    ...(parts.length > 0 && { $defs: Object.fromEntries(parts) }),
  };
}
