import { QueryWholeField } from '@millwright/platform';

export class DispatchListQuery {
  @QueryWholeField('How many at most, the most urgent first', { optional: true, min: 1, max: 1000 }) limit: number =
    200;
}
