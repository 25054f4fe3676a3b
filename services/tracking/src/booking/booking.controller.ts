import { Get, Query } from '@nestjs/common';
import {
  Answers,
  computedPage,
  IdField,
  InstantField,
  PageQuery,
  QueryWholeField,
  ReadModels,
  Resource,
  SortField,
} from '@millwright/platform';
import { bookedTime, type Stretch } from './booking.rules.js';

class LaborQuery extends PageQuery {
  @SortField(['startedAt']) sort?: string;
  @QueryWholeField('How many at most', { optional: true, min: 1, max: 1000 }) override limit: number = 1000;
  @IdField('Only this order', { optional: true }) order?: string;
  @IdField('Only this person', { optional: true }) person?: string;
  @InstantField('Work from then on') from: string;
  @InstantField('… until then') to: string;
}

type Row = Stretch & {
  readonly order: string;
  readonly operation: string;
  readonly workCenter: string;
  readonly kind: string;
};

/** All bookings of everybody who is asked about, since who else was served at the time decides the share. */
const stretches = `
  select activity, person, order_no as "order", operation, work_center as "workCenter", kind,
    to_char(greatest(started_at, $1) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startedAt",
    to_char(least(coalesce(ended_at, $2), $2) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt"
  from booking
  where started_at < $2::timestamptz and coalesce(ended_at, $2) > $1::timestamptz and ($3::text is null or person = $3)
    and ($4::text is null or person in (select person from booking where order_no = $4))`;

@Resource('tracking', 'labor')
export class LaborController {
  constructor(private readonly read: ReadModels) {}

  @Get()
  @Answers({
    needs: 'labor.read',
    summary: 'Booked time by person and operation',
    description:
      'Where a person has several bookings open at a time, each counts an equal part of it; no second counts twice.',
  })
  async labor(@Query() query: LaborQuery) {
    const { order, person, from, to } = query;
    const rows = await this.read.query<Row>(stretches, [from, to, person ?? null, order ?? null]);
    const { seconds, items } = bookedTime(rows, order);
    const place = ({ startedAt, activity }: Row): string => `${startedAt} ${activity}`;
    return { from, to, seconds, ...computedPage({ name: 'labor', items, place }, query) };
  }
}
