import { PageQuery, QueryWholeField, SortField } from '@millwright/platform';

export class DispatchListQuery extends PageQuery {
  @SortField(['dueAt', 'order']) sort?: string;
  @QueryWholeField('How many at most, the most urgent first', { optional: true, min: 1, max: 1000 })
  override limit: number = 200;
}
