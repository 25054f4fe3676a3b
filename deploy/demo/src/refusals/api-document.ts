/** As much of an OpenAPI document as is needed to misuse the API that it describes. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Route {
  readonly method: string;
  /** With `{item}` where an id stands. */
  readonly path: string;
  readonly body?: Schema;
  readonly query: readonly Parameter[];
  /** Records facts, in somebody's name. */
  readonly isCommand: boolean;
}

export function routesOf({ paths, components }: ApiDocument): Route[] {
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
        const body = requestBody?.content['application/json'].schema;
        return {
          method: method.toUpperCase(),
          path,
          body: body && resolved(body, components.schemas),
          query: parameters.filter((one) => one.in === 'query'),
          isCommand: parameters.some(({ name }) => name === 'Millwright-Actor'),
        };
      }),
    );
}

/** With every reference replaced by what it refers to. */
function resolved(schema: Schema, known: Readonly<Record<string, Schema>>): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0].$ref;
  if (reference !== undefined) {
    const target = known[reference.replace('#/components/schemas/', '')];
    if (target === undefined) throw new Error(`The document refers to ${reference}, which it does not contain.`);
    return { type: 'object', ...resolved(target, known) };
  }
  const properties = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, resolved(one, known)]);
  return {
    ...schema,
    ...(schema.items && { items: resolved(schema.items, known) }),
    ...(schema.properties && { properties: Object.fromEntries(properties) as Record<string, Schema> }),
  };
}
