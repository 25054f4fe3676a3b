import { InstantField, QueryWholeField, TextField } from './fields.js';
import { Matches, ValidateIf } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';

/** A page of a list. */
export class PageQuery {
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 1000, example: 50 }) limit: number = 100;
  @TextField('The `next` of the page before', { optional: true }) after?: string;
}

/** Two times: what had occurred, and what had been recorded. */
export class AsOfQuery {
  @InstantField('Only what had occurred by this instant', { optional: true }) asOf?: string;

  @ApiPropertyOptional({
    description: 'Only what had been recorded by this instant or this position of the log',
    type: String,
  })
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^(\d{1,15}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))$/, {
    message: 'knownAt must be an ISO 8601 instant with its offset or a position',
  })
  knownAt?: string;
}
