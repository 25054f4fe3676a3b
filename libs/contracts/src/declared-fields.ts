export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonSchema = { readonly [keyword: string]: Json };
export type PartClass = new () => object;

/** A field of a published event, or of a part of one, as its decorator declares it. */
export interface DeclaredField {
  readonly name: string;
  readonly about: string;
  /** Of a part, only where the example of its class does not fit. */
  readonly example?: Json;
  readonly optional: boolean;
  readonly schema?: JsonSchema;
  /** The class of a part, in place of a schema. */
  readonly of?: () => PartClass;
  readonly list?: boolean;
}

const declared = new WeakMap<object, DeclaredField[]>();

export function declareField(prototype: object, field: DeclaredField): void {
  declared.set(prototype, [...(declared.get(prototype) ?? []), field]);
}

/** In the order in which they are written, those of a parent class first. */
export function fieldsOf({ prototype }: PartClass): DeclaredField[] {
  const fields: DeclaredField[] = [];
  for (let of = prototype; of !== null; of = Object.getPrototypeOf(of)) fields.unshift(...(declared.get(of) ?? []));
  return fields;
}

/** Made of the examples of its fields. */
export function exampleOf(of: PartClass): { [name: string]: Json } {
  return Object.fromEntries(
    fieldsOf(of).map((field) => {
      const { name, example } = field;
      if (example !== undefined) return [name, example];
      if (!field.of) throw new Error(`${of.name}.${name} has no example`);
      const part = exampleOf(field.of());
      return [name, field.list ? [part] : part];
    }),
  );
}
