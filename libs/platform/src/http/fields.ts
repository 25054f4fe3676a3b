import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { instantExample, instantOf, isDay } from './instant.js';

/** Validation and documentation of one field, in one decorator. */
interface FieldOptions {
  readonly optional?: boolean;
  readonly example?: unknown;
}
interface SizeOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}
type Class = new () => object;

/** Swagger takes a function for a late class only where it is named `type`. */
const late = (of: () => Class): { type: () => Class } => ({ type: () => of() });

export const compose =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, name) =>
    decorators.forEach((decorate) => decorate(target, name));

const field = (
  description: string,
  { optional, example }: FieldOptions,
  schema: object,
  ...rules: PropertyDecorator[]
): PropertyDecorator =>
  compose(
    ApiProperty({
      description,
      required: !optional,
      ...(example === undefined ? {} : { example }),
      ...schema,
    } as ApiPropertyOptions),
    // Absent is allowed; null is not a value of anything.
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...rules,
  );

/** Letters, digits, spaces and the usual signs of numbers on labels; no control characters, no blank at the ends. */
export const printable = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,100}(?<! )$/u;

/** A business number: order, item, lot, serial, work center, operation. 1 to 100 printable characters, the case counts. */
export const IdField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(
    description,
    options,
    { type: String, minLength: 1, maxLength: 100 },
    IsString(),
    Matches(printable, { message: '$property must be 1 to 100 printable characters without blanks at its ends' }),
  );

/** Tabs and line breaks are text; other control characters and halves of surrogate pairs are not. */
const readable = /^[\t\n\r\P{C}\p{Cf}\p{Co}\p{Cn}]*$/u;

/** Words of the plant, up to 1000 characters. With `said` it must not be blank. */
export const TextField = (
  description: string,
  { said, longest = 1000, ...options }: FieldOptions & { said?: boolean; longest?: number } = {},
): PropertyDecorator =>
  field(
    description,
    options,
    { type: String, maxLength: longest, ...(said ? { minLength: 1 } : {}) },
    IsString(),
    MaxLength(longest),
    Matches(readable, { message: '$property must not contain control characters' }),
    ...(said ? [Matches(/\S/, { message: '$property must say something' })] : []),
  );

const decimals = { signed: /^-?\d{1,12}(\.\d{1,6})?$/, unsigned: /^\d{1,12}(\.\d{1,6})?$/ };

/** An exact decimal as a string: up to 12 digits before and 6 after the point; not negative unless `signed`. */
export const DecimalField = (
  description: string,
  options: FieldOptions & { signed?: boolean } = {},
): PropertyDecorator =>
  field(
    description,
    { example: '12.5', ...options },
    { type: String, pattern: (options.signed ? decimals.signed : decimals.unsigned).source },
    Matches(options.signed ? decimals.signed : decimals.unsigned, {
      message: `$property must be a decimal string such as "12.5"${options.signed ? '' : ', not negative'}`,
    }),
  );

/** An amount in an API body. */
export class QuantityBody {
  @DecimalField('Exact amount as a decimal string', { example: '20' }) value: string;

  @ApiProperty({
    description: 'Unit code of UN/ECE Recommendation 20: C62 = one (piece), KGM, MTR, LTR …',
    example: 'C62',
    pattern: '^[A-Z0-9]{2,3}$',
  })
  @Matches(/^[A-Z0-9]{2,3}$/, {
    message: 'unit must be a code of UN/ECE Recommendation 20 such as C62 (one), KGM or MTR',
  })
  unit: string;
}

@ValidatorConstraint({ name: 'positive' })
class Positive implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return !/^0*(\.0*)?$/.test(String((value as QuantityBody | undefined)?.value));
  }

  defaultMessage(): string {
    return '$property must be more than zero';
  }
}

export const QuantityField = (
  description: string,
  options: FieldOptions & { positive?: boolean } = {},
): PropertyDecorator =>
  compose(
    field(
      description,
      options,
      { type: QuantityBody },
      IsObject(),
      ValidateNested(),
      Type(() => QuantityBody),
    ),
    ...(options.positive === false ? [] : options.positive ? [Validate(Positive)] : []),
  );

@ValidatorConstraint({ name: 'instant' })
class AnInstant implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return instantOf(value) !== undefined;
  }

  defaultMessage(): string {
    return `$property must be an ISO 8601 instant that exists, with its offset, such as ${instantExample}`;
  }
}

@ValidatorConstraint({ name: 'day' })
class ADay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isDay(value);
  }

  defaultMessage(): string {
    return '$property must be a date that exists, such as 2026-01-05';
  }
}

/** ISO 8601 with offset; handed on in UTC. */
export const InstantField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(
    description,
    { example: instantExample, ...options },
    { type: String, format: 'date-time' },
    Validate(AnInstant),
    Transform(({ value }: { value: unknown }) => instantOf(value) ?? value),
  );

export const DateField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(description, { example: '2026-01-05', ...options }, { type: String, format: 'date' }, Validate(ADay));

export const TimeField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(
    description,
    { example: '06:00', ...options },
    { type: String },
    Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: '$property must be a time of day such as 06:00' }),
  );

const whole = ({ min = 0, max = Number.MAX_SAFE_INTEGER }: SizeOptions): PropertyDecorator[] => [
  IsInt(),
  Min(min),
  Max(max),
];

export const WholeField = (description: string, options: SizeOptions = {}): PropertyDecorator =>
  field(
    description,
    options,
    { type: 'integer', minimum: options.min ?? 0, ...(options.max === undefined ? {} : { maximum: options.max }) },
    ...whole(options),
  );

/** A whole number in a query string. */
export const QueryWholeField = (description: string, options: SizeOptions = {}): PropertyDecorator =>
  compose(
    WholeField(description, options),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
    ),
  );

export const FlagField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(description, options, { type: Boolean }, IsBoolean());

export const OneOfField = (
  values: readonly string[],
  description: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  field(
    description,
    options,
    { type: String, enum: [...values] },
    IsIn([...values], {
      message: `$property must be one of ${values.join(', ')}`,
      context: { legal: [...values] },
    }),
  );

export const PartField = (of: () => Class, description: string, options: FieldOptions = {}): PropertyDecorator =>
  field(description, options, late(of), IsObject(), ValidateNested(), Type(of));

const sized = ({ min = 0, max = 1000 }: SizeOptions): PropertyDecorator[] => [
  IsArray(),
  ArrayMinSize(min),
  ArrayMaxSize(max),
];

export const ListField = (of: () => Class, description: string, options: SizeOptions = {}): PropertyDecorator =>
  field(
    description,
    options,
    { ...late(of), isArray: true, minItems: options.min, maxItems: options.max ?? 1000 },
    ...sized(options),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(of),
  );

export const IdsField = (description: string, options: SizeOptions = {}): PropertyDecorator =>
  field(
    description,
    options,
    { type: String, isArray: true, minItems: options.min, maxItems: options.max ?? 1000 },
    ...sized(options),
    IsString({ each: true }),
    Matches(printable, { each: true, message: 'each of $property must be 1 to 100 printable characters' }),
  );

export const WholesField = (
  description: string,
  options: SizeOptions & { least?: number; most?: number } = {},
): PropertyDecorator => {
  const { least = 0, most = Number.MAX_SAFE_INTEGER } = options;
  return field(
    description,
    options,
    { type: 'integer', isArray: true, minimum: least, maximum: most },
    ...sized(options),
    IsInt({ each: true }),
    Min(least, { each: true }),
    Max(most, { each: true }),
  );
};
