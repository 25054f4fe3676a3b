import { InstantField } from './fields.js';
import { Validate, ValidateIf, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { instantOf } from './instant.js';

@ValidatorConstraint({ name: 'placeInTheLog' })
class PlaceInTheLog implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return instantOf(value) !== undefined || (typeof value === 'string' && /^\d{1,15}$/.test(value));
  }

  defaultMessage(): string {
    return '$property must be an ISO 8601 instant with its offset, or a position of the log';
  }
}

/** Two times: what had occurred, and what had been recorded. */
export class AsOfQuery {
  @InstantField('Only what had occurred by this instant', { optional: true }) asOf?: string;

  @ApiPropertyOptional({
    description: 'Only what had been recorded by this instant or this position of the log',
    type: String,
  })
  @ValidateIf((_, value) => value !== undefined)
  @Validate(PlaceInTheLog)
  knownAt?: string;
}
