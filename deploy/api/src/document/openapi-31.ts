import type { Document } from './document.js';

/** The decorators write `nullable` and single `allOf` as OpenAPI 3.0 needs them; JSON Schema says both directly. */
export const asOpenApi31 = (document: Document): Document => translated(document) as Document;

function translated(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(translated);
  if (typeof part !== 'object' || part === null) return part;
  const { nullable, allOf, ...rest } = part as Record<string, unknown>;
  const inside = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, translated(value)]));
  const [only] = Array.isArray(allOf) ? allOf : [];
  const whole = {
    ...inside,
    // Beside a reference other words are allowed since 3.1.
    ...(Array.isArray(allOf) && (allOf.length === 1 ? (only as object) : { allOf: translated(allOf) })),
  };
  return nullable === true && typeof rest.type === 'string' ? { ...whole, type: [rest.type, 'null'] } : whole;
}
