import { IdField, InstantField, OneOfField, PageQuery, QueryWholeField, SortField } from '@millwright/platform';

/** What is counted: work that ended, clipped to the window; pieces by the time at which they were done. */
export class StatisticsQuery extends PageQuery {
  @InstantField('From this instant on', { optional: true }) from?: string;
  @InstantField('Up to this instant', { optional: true }) to?: string;
  @OneOfField(['day'], 'One row for each day of the plant', { optional: true }) by?: 'day';
  @QueryWholeField('How many rows at most', { optional: true, min: 1, max: 10_000 }) override limit: number = 10_000;
}

export class OrdersQuery extends PageQuery {
  @SortField(['order', 'item', 'startedAt', 'endedAt', 'leadSeconds']) sort?: string;
  @IdField('Only this order', { optional: true }) order?: string;
  @QueryWholeField('How many rows at most', { optional: true, min: 1, max: 10_000 }) override limit: number = 10_000;
}

export class UtilizationQuery extends PageQuery {
  @SortField(['workCenter']) sort?: string;
  @IdField('Only this work center', { optional: true }) workCenter?: string;
  @InstantField('From this instant on; from the first fact on when absent', { optional: true }) from?: string;
  @InstantField('Up to this instant; up to the last fact when absent', { optional: true }) to?: string;
}

export class RejectsQuery {
  @InstantField('From this instant on', { optional: true }) from?: string;
  @InstantField('Up to this instant', { optional: true }) to?: string;
  @OneOfField(['item', 'operation', 'item-operation'], 'What the rejects are added up by; item when absent', {
    optional: true,
  })
  by: 'item' | 'operation' | 'item-operation' = 'item';
}
