export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/** The value at a path such as `operations.0.good`, or undefined where there is none. */
export function at(json: Json | undefined, path: string): Json | undefined {
  let value = json;
  for (const step of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Array.isArray(value) ? value[Number(step)] : value[step];
  }
  return value;
}

export function text(json: Json | undefined, path: string): string {
  const value = at(json, path);
  if (typeof value !== 'string') throw new Error(`"${path}" is no text in ${JSON.stringify(json)}`);
  return value;
}

/** An empty list where there is none. */
export function list(json: Json | undefined, path: string): Json[] {
  const value = at(json, path);
  return Array.isArray(value) ? value : [];
}

/** The chosen fields of an object, in that order; the others are left out. */
export function pick(json: Json | undefined, ...fields: readonly string[]): { [field: string]: Json } {
  return Object.fromEntries(fields.map((field) => [field, at(json, field) ?? null]));
}

/** The same text for values that differ in the order of their fields only. */
export function canonical(json: Json | undefined): string {
  if (json === undefined) return 'nothing';
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map(canonical).join(', ')}]`;
  const fields = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([field, value]) => `${field}: ${canonical(value)}`).join(', ')}}`;
}
