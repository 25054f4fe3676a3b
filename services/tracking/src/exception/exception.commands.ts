import { FromField, IdField, PageQuery, SortField, ToField } from '@millwright/platform';

export class ExceptionsQuery extends PageQuery {
  @SortField(['id', 'at']) sort?: string;
  @IdField('Only at this operation', { optional: true }) operation?: string;
  @IdField('Only at this work center', { optional: true }) workCenter?: string;
  @IdField('Only of this person', { optional: true }) person?: string;
  @FromField('that occurred') from?: string;
  @ToField('that occurred') to?: string;
  @IdField('Only of this order', { optional: true }) order?: string;
  @IdField('Only of this kind', { optional: true, example: 'over-completion' }) code?: string;
}
