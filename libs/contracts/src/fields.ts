import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { declareField, type Json, type JsonSchema, type PartClass } from './declared-fields.js';

/** What a field says of itself; the documents show it, and the example of an event is made of it. */
interface Said<Example extends Json> {
  readonly about: string;
  readonly example: Example;
  readonly optional?: boolean;
}

/** A part has its own examples; another one may fit better where it stands. */
type SaidOfPart<Example extends Json> = Omit<Said<Example>, 'example'> & { readonly example?: Example };

const present = (_of: object, value: unknown): boolean => value !== undefined;

/** The rule and its JSON Schema are written side by side, so that they cannot say different things. */
const field =
  (
    said: SaidOfPart<Json>,
    { schema, of, list }: { readonly schema?: JsonSchema; readonly of?: () => PartClass; readonly list?: boolean },
    ...rules: PropertyDecorator[]
  ): PropertyDecorator =>
  (target, name) => {
    const { about, example, optional = false } = said;
    for (const rule of rules) rule(target, name);
    // Absent is not null: what is optional may be left out, and nothing else.
    if (optional) ValidateIf(present)(target, name);
    declareField(target, { name: String(name), about, example, optional, schema, of, list });
  };

const id: JsonSchema = { type: 'string', minLength: 1, maxLength: 200 };
const largest = Number.MAX_SAFE_INTEGER;
/** RFC 3339: a day of the calendar, a time of day, and the offset. */
const instant =
  '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$';
const decimal = '^-?\\d{1,15}(\\.\\d{1,9})?$';

/** A business number of the site: order, lot, serial, operation; 1 to 200 characters. */
export const Id = (said: Said<string>): PropertyDecorator => field(said, { schema: id }, IsString(), Length(1, 200));
export const Text = (said: Said<string>): PropertyDecorator =>
  field(said, { schema: { type: 'string', maxLength: 2_000 } }, IsString(), Length(0, 2_000));
/** ISO 8601, UTC. */
export const Instant = (said: Said<string>): PropertyDecorator =>
  field(
    said,
    { schema: { type: 'string', format: 'date-time', pattern: instant } },
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(new RegExp(instant)),
  );
/** An exact amount as a decimal string; the unit stands beside it. */
export const Decimal = (said: Said<string>): PropertyDecorator =>
  field(said, { schema: { type: 'string', pattern: decimal } }, Matches(new RegExp(decimal)));
export const Whole = (said: Said<number>): PropertyDecorator =>
  field(said, { schema: { type: 'integer', minimum: 0, maximum: largest } }, IsInt(), Min(0), Max(largest));
export const Flag = (said: Said<boolean>): PropertyDecorator =>
  field(said, { schema: { type: 'boolean' } }, IsBoolean());
export const OneOf = (values: readonly string[], said: Said<string>): PropertyDecorator =>
  field(said, { schema: { type: 'string', enum: [...values] } }, IsIn([...values]));
export const Part = (of: () => PartClass, said: SaidOfPart<{ [name: string]: Json }>): PropertyDecorator =>
  field(said, { of }, IsObject(), ValidateNested(), Type(of));
export const ListOf = (of: () => PartClass, said: SaidOfPart<readonly Json[]>): PropertyDecorator =>
  field(said, { of, list: true }, IsArray(), IsObject({ each: true }), ValidateNested({ each: true }), Type(of));
export const Ids = (said: Said<readonly string[]>): PropertyDecorator =>
  field(
    said,
    { schema: { type: 'array', items: id } },
    IsArray(),
    IsString({ each: true }),
    Length(1, 200, { each: true }),
  );
export const Wholes = (said: Said<readonly number[]>): PropertyDecorator =>
  field(
    said,
    { schema: { type: 'array', items: { type: 'integer', minimum: 0, maximum: largest } } },
    IsArray(),
    IsInt({ each: true }),
    Min(0, { each: true }),
    Max(largest, { each: true }),
  );
