import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataArgsStorage } from 'typeorm';

const schemas: Readonly<Record<string, object>> = {
  integer: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  numeric: { type: 'string', description: 'An exact decimal' },
  timestamptz: { type: 'string', format: 'date-time' },
};

const list = { type: 'array', items: {} };
const part = { type: 'object', additionalProperties: true };

/** A row of a read model says by its columns what it looks like; a class that is no row says so itself. */
export function documentRow(row: Type): void {
  const chain: unknown[] = [];
  for (let one: unknown = row; typeof one === 'function'; one = Object.getPrototypeOf(one)) chain.push(one);
  for (const { target, propertyName, options } of getMetadataArgsStorage().columns) {
    if (!chain.includes(target)) continue;
    const isList = Reflect.getMetadata('design:type', row.prototype as object, propertyName) === Array;
    const schema =
      options.type === 'jsonb' ? (isList ? list : part) : (schemas[String(options.type)] ?? { type: 'string' });
    const property = { ...schema, required: !options.nullable, nullable: options.nullable } as ApiPropertyOptions;
    ApiProperty(property)(row.prototype as object, propertyName);
  }
}
