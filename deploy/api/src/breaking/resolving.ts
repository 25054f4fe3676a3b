import type { Schema } from '../code/json-schemas.js';
import type { Document, Parameter, Response } from '../document/document.js';

/** Follows references within one document. */
export class Resolving {
  constructor(readonly document: Document) {}

  schema(schema: Schema): Schema {
    const { $ref, allOf, ...rest } = schema;
    const parts = [
      ...($ref === undefined ? [] : [this.named<Schema>($ref)]),
      ...((allOf as Schema[] | undefined) ?? []),
    ];
    return parts.map((one) => this.schema(one)).reduce((whole, one) => joined(whole, one), rest as Schema);
  }

  parameter(parameter: Parameter | { readonly $ref: string }): Parameter {
    return '$ref' in parameter ? this.named<Parameter>(String(parameter.$ref)) : parameter;
  }

  response(response: Response | { readonly $ref: string }): Response {
    return '$ref' in response ? this.named<Response>(response.$ref) : response;
  }

  private named<T>(reference: string): T {
    const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(reference) ?? [];
    const found = (this.document.components[kind] as Record<string, T> | undefined)?.[name];
    if (found === undefined) throw new Error(`The document refers to ${reference}, which it does not contain.`);
    return found;
  }
}

const joined = (one: Schema, other: Schema): Schema => ({
  ...other,
  ...one,
  ...((one.properties ?? other.properties) && { properties: { ...other.properties, ...one.properties } }),
  ...((one.required ?? other.required) && { required: [...(other.required ?? []), ...(one.required ?? [])] }),
});
