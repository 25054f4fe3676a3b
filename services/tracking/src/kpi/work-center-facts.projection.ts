import type { EntityManager } from 'typeorm';
import type { Evidence, StateChange } from '../machine/timeline.rules.js';
import type { CalendarRevision } from './calendar.rules.js';
import type { OutputOf } from './oee.rules.js';
import type { Span } from './span.rules.js';

/** What narrows the question to an order or an item. */
export interface WorkFilter {
  readonly workCenter: string;
  readonly order?: string;
  readonly item?: string;
}

/** Without an end it still goes on. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

/** Everything recorded of one work center that bears on a window. */
export interface WorkCenterFacts {
  readonly calendar: readonly CalendarRevision[];
  readonly changes: readonly StateChange[];
  readonly downtimes: readonly Evidence[];
  readonly work: readonly Evidence[];
  /** When the order or item asked for was worked on; absent when nothing was asked for. */
  readonly worked?: readonly Stretch[];
  readonly output: readonly OutputOf[];
}

const limits = ({ from, to }: Span): [string, string] => [
  new Date(from * 1000).toISOString(),
  new Date(to * 1000).toISOString(),
];
/** Whole seconds since 1970, as the rules reckon. */
const seconds = (column: string): string => `round(extract(epoch from ${column}))::float8`;

export const calendarOf = (db: EntityManager, workCenter: string): Promise<CalendarRevision[]> =>
  db.query(
    `select time_zone as "timeZone", shifts, holidays, ${seconds('valid_from')} as "validFrom" from work_center_calendar where work_center = $1 order by valid_from, position`,
    [workCenter],
  );

/** The changes in the window, the one before it and the one after it. */
const changesSql = `
  select ${seconds('at')} as at, state, reason, cause from machine_state
   where work_center = $1
     and at >= coalesce((select max(at) from machine_state where work_center = $1 and at <= $2), $2)
     and at <= coalesce((select min(at) from machine_state where work_center = $1 and at >= $3), $3)
   order by machine_state.at, position`;

const downtimesSql = `
  select ${seconds('down_since')} as "from", ${seconds('released_at')} as "to", 'down' as state, reason from machine_downtime
   where work_center = $1 and down_since < $3 and coalesce(released_at, $3) > $2 order by down_since, work_order`;

const workSql = `
  select ${seconds('started_at')} as "from", ${seconds('ended_at')} as "to",
         case kind when 'setup' then 'setup' when 'breakdown' then 'down' else 'production' end as state
    from work_stretch where work_center = $1 and on_machine and started_at < $3 and coalesce(ended_at, $3) > $2 order by started_at, id`;

const workedSql = `
  select ${seconds('started_at')} as "from", ${seconds('ended_at')} as "to" from work_stretch
   where work_center = $1 and started_at < $3 and coalesce(ended_at, $3) > $2
     and ($4::text is null or production_order = $4) and ($5::text is null or item = $5)`;

/** A piece made at the very end of a window was made in it, so windows are open at their beginning. */
const outputSql = `
  select o.item, operation, coalesce(run_seconds, 0) as "plannedSeconds",
         trim_scale(sum(good))::text as good, trim_scale(sum(scrap))::text as scrap, trim_scale(sum(rework))::text as rework
    from output o left join job_plan using (production_order, operation)
   where o.work_center = $1 and at > $2 and at <= $3 and not run_again
     and ($4::text is null or production_order = $4) and ($5::text is null or o.item = $5)
   group by 1, 2, 3 order by 1, 2, 3`;

export async function factsOf(
  db: EntityManager,
  { workCenter, order, item }: WorkFilter,
  window: Span,
): Promise<WorkCenterFacts> {
  const values = [workCenter, ...limits(window)];
  const filter = [order ?? null, item ?? null];
  const [calendar, changes, downtimes, work, output, worked] = await Promise.all([
    calendarOf(db, workCenter),
    db.query(changesSql, values) as Promise<StateChange[]>,
    db.query(downtimesSql, values) as Promise<Evidence[]>,
    db.query(workSql, values) as Promise<Evidence[]>,
    db.query(outputSql, [...values, ...filter]) as Promise<OutputOf[]>,
    order === undefined && item === undefined
      ? undefined
      : (db.query(workedSql, [...values, ...filter]) as Promise<Stretch[]>),
  ]);
  return { calendar, changes, downtimes, work, output, worked };
}

const recordedSql = `
  select ${seconds('min(began)')} as "from", ${seconds('max(ended)')} as "to" from (
    select started_at as began, coalesce(ended_at, started_at) as ended from work_stretch
     where work_center = $1 and ($2::text is null or production_order = $2) and ($3::text is null or item = $3)
    union all select at, at from machine_state where work_center = $1 and $2::text is null and $3::text is null
    union all select null, null from work_center_calendar where work_center = $1
  ) facts having count(*) > 0`;

/** From the first to the last fact; undefined for a work center of which nothing is known. */
export async function recordedTime(
  db: EntityManager,
  { workCenter, order, item }: WorkFilter,
): Promise<Span | undefined> {
  const [found] = (await db.query(recordedSql, [workCenter, order ?? null, item ?? null])) as {
    from: number | null;
    to: number | null;
  }[];
  return found && { from: found.from ?? 0, to: found.to ?? 0 };
}
