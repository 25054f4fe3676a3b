import { IdField, PageQuery } from '@millwright/platform';

export class ExceptionsQuery extends PageQuery {
  @IdField('Only of this order', { optional: true }) order?: string;
  @IdField('Only of this kind', { optional: true, example: 'over-completion' }) code?: string;
}
