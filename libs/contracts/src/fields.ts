import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

type Class = new () => object;
interface Optional {
  readonly optional?: boolean;
}

const field =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, name) => {
    for (const decorate of decorators) decorate(target, name);
  };
const unless = ({ optional }: Optional): PropertyDecorator[] => (optional ? [IsOptional()] : []);

/** A business number of the site: order, lot, serial, operation; 1 to 200 characters. */
export const Id = (options: Optional = {}): PropertyDecorator => field(IsString(), Length(1, 200), ...unless(options));
export const Text = (options: Optional = {}): PropertyDecorator =>
  field(IsString(), Length(0, 2_000), ...unless(options));
/** ISO 8601, UTC. */
export const Instant = (options: Optional = {}): PropertyDecorator =>
  field(IsISO8601({ strict: true }), ...unless(options));
/** An exact amount as a decimal string; the unit stands beside it. */
export const Decimal = (options: Optional = {}): PropertyDecorator =>
  field(Matches(/^-?\d{1,15}(\.\d{1,9})?$/), ...unless(options));
export const Whole = (options: Optional = {}): PropertyDecorator =>
  field(IsInt(), Min(0), Max(Number.MAX_SAFE_INTEGER), ...unless(options));
export const Flag = (options: Optional = {}): PropertyDecorator => field(IsBoolean(), ...unless(options));
export const OneOf = (values: readonly string[], options: Optional = {}): PropertyDecorator =>
  field(IsIn([...values]), ...unless(options));
export const Part = (of: () => Class, options: Optional = {}): PropertyDecorator =>
  field(ValidateNested(), Type(of), ...unless(options));
export const ListOf = (of: () => Class, options: Optional = {}): PropertyDecorator =>
  field(IsArray(), ValidateNested({ each: true }), Type(of), ...unless(options));
export const Ids = (options: Optional = {}): PropertyDecorator =>
  field(IsArray(), IsString({ each: true }), ...unless(options));
export const Wholes = (options: Optional = {}): PropertyDecorator =>
  field(IsArray(), IsInt({ each: true }), ...unless(options));
