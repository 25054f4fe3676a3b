import ts from 'typescript';
import type { Sources } from './sources.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly [keyword: string]: unknown;
}

const opaque = /^(Map|Set|Function|Buffer)$/;

/** What JSON makes of a value of a type. Types with a name become schemas of that name. */
export class JsonSchemas {
  readonly named = new Map<string, Schema>();
  private readonly names = new Map<ts.Type, string>();
  /** Where a type says nothing: `unknown`, or what JSON does not carry. */
  readonly unclear = new Set<string>();

  constructor(
    private readonly sources: Sources,
    private readonly taken: ReadonlySet<string>,
  ) {}

  of(type: ts.Type, at: ts.Node, path: string): Schema {
    if (type.isUnion()) return this.ofUnion(type, at, path);
    return this.ofPrimitive(type) ?? this.ofList(type, at, path) ?? this.ofObject(type, at, path);
  }

  private ofPrimitive(type: ts.Type): Schema | undefined {
    const { flags } = type;
    if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
    if (type.isNumberLiteral()) return { type: 'integer', enum: [type.value] };
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    // Of a list that is always empty.
    if (flags & ts.TypeFlags.Never) return {};
    if (type.symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    return undefined;
  }

  private ofUnion(type: ts.UnionType, at: ts.Node, path: string): Schema {
    const parts = type.types.filter(
      ({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never)),
    );
    const schemas = distinct(parts.map((one) => this.of(one, at, path)));
    const literals = schemas.filter((one) => one.enum && one.type !== 'boolean');
    const others = schemas.filter((one) => !literals.includes(one));
    const words: Schema[] =
      literals.length > 0 ? [{ type: literals[0].type, enum: literals.flatMap((one) => one.enum ?? []) }] : [];
    // A plain string says more than some of its values.
    const all = others.some((one) => one.type === 'string' && !one.format) ? others : [...words, ...others];
    const filled = all.filter((one) => one.type !== 'null');
    if (all.length === 1) return all[0];
    const [only] = filled;
    if (filled.length === 1 && filled.length < all.length && typeof only.type === 'string')
      return { ...only, type: [only.type, 'null'], ...(only.enum && { enum: [...only.enum, null] }) };
    return { anyOf: all };
  }

  private ofList(type: ts.Type, at: ts.Node, path: string): Schema | undefined {
    const { types } = this.sources;
    if (!types.isArrayType(type) && !types.isTupleType(type)) return undefined;
    const parts = types.getTypeArguments(type as ts.TypeReference);
    if (types.isArrayType(type)) return { type: 'array', items: this.of(parts[0], at, `${path}[]`) };
    return { type: 'array', prefixItems: parts.map((one, n) => this.of(one, at, `${path}[${n}]`)) };
  }

  private ofObject(type: ts.Type, at: ts.Node, path: string): Schema {
    const { types } = this.sources;
    const isObject = type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection);
    if (type.flags & ts.TypeFlags.NonPrimitive) return { type: 'object', additionalProperties: true };
    if (!isObject || opaque.test(type.symbol?.name ?? '')) {
      // Of facts that differ from case to case only the names of some are known.
      if (!/\.(\*|record)$/.test(path)) this.unclear.add(`${path}: ${types.typeToString(type)}`);
      return {};
    }
    const index = types.getIndexInfoOfType(type, ts.IndexKind.String);
    const name = this.nameOf(type);
    if (name === 'Problem') return { $ref: '#/components/schemas/Problem' };
    if (name === undefined) return this.fieldsOf(type, at, path, index);
    if (!this.names.has(type)) {
      const free = this.freeName(name);
      this.names.set(type, free);
      this.named.set(free, {});
      this.named.set(free, this.fieldsOf(type, at, free, index));
    }
    return { $ref: `#/components/schemas/${this.names.get(type)}` };
  }

  private freeName(name: string): string {
    const isFree = (one: string): boolean => !this.named.has(one) && !this.taken.has(one);
    if (isFree(name)) return name;
    for (let n = 2; ; n++) if (isFree(`${name}${n}`)) return `${name}${n}`;
  }

  /** Of a class, an interface or an alias without parameters. */
  private nameOf(type: ts.Type): string | undefined {
    if (type.aliasSymbol) return type.aliasTypeArguments?.length ? undefined : cleaned(type.aliasSymbol.name);
    const isNamed = type.symbol && type.symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
    const isGeneric = this.sources.types.getTypeArguments(type as ts.TypeReference)?.length;
    return isNamed && !isGeneric ? cleaned(type.symbol.name) : undefined;
  }

  private fieldsOf(type: ts.Type, at: ts.Node, path: string, index: ts.IndexInfo | undefined): Schema {
    const { types } = this.sources;
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of types.getPropertiesOfType(type)) {
      const of = types.getTypeOfSymbolAtLocation(property, at);
      if (of.getCallSignatures().length > 0 || of.flags & ts.TypeFlags.Undefined) continue;
      const description = ts.displayPartsToString(property.getDocumentationComment(types)).replaceAll('\n', ' ');
      const schema = this.of(of, at, `${path}.${property.name}`);
      properties[property.name] = description ? { ...schema, description } : schema;
      if (!isOptional(property, of)) required.push(property.name);
    }
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      ...(index && { additionalProperties: this.of(index.type, at, `${path}.*`) }),
    };
  }
}

const cleaned = (name: string): string => name.replace(/Entity$/, '');

const isOptional = (property: ts.Symbol, type: ts.Type): boolean =>
  (property.flags & ts.SymbolFlags.Optional) !== 0 ||
  (type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined)) ||
  (type.flags & ts.TypeFlags.Undefined) !== 0;

const distinct = (schemas: readonly Schema[]): Schema[] => [
  ...new Map(schemas.map((one) => [JSON.stringify(one), one])).values(),
];
