import { Matches, ValidateIf } from 'class-validator';
import { compose, InstantField, OneOfField, QueryWholeField, TextField } from '../http/fields.js';

const cursor = /^[A-Za-z0-9_-]+$/;

const CursorField = (): PropertyDecorator =>
  compose(
    TextField('The `next` of the page before; good for the same sort and filters alone', {
      optional: true,
      longest: 4_000,
    }),
    ValidateIf((_, value) => value !== undefined),
    Matches(cursor, { message: '$property must be the `next` of the page before' }),
  );

/** A page of a list. */
export class PageQuery {
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 1000, example: 50 }) limit: number = 100;
  @CursorField() after?: string;
}

/**
 * By what a list can be sorted: a closed list of columns of its rows, `-` for the order from the last on. The first is
 * the order of the list when nothing is asked.
 */
export const SortField = (columns: readonly string[], description?: string): PropertyDecorator =>
  OneOfField(
    columns.flatMap((one) => [one, `-${one}`]),
    `Sorted by; \`-\` is from the last on. Rows without a value come last.${description === undefined ? '' : ` ${description}`}`,
    { optional: true, example: `-${columns[0]}` },
  );

export const FromField = (what: string): PropertyDecorator =>
  InstantField(`Only those ${what} from then on`, { optional: true });

export const ToField = (what: string): PropertyDecorator =>
  InstantField(`Only those ${what} before then`, { optional: true, example: '2026-02-02T06:00:00Z' });
