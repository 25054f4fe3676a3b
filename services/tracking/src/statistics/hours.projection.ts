/** Whose hours: of machines and items the machine's time, of people their own. */
export type Subject = 'machine' | 'person' | 'item';

const columns: Readonly<Record<Subject, { key: string; counted: string }>> = {
  machine: { key: 'work_center', counted: 'on_machine' },
  person: { key: 'person', counted: 'person is not null' },
  item: { key: 'item', counted: 'on_machine' },
};

const busy = `kind in ('run', 'rework')`;
const setup = `kind = 'setup'`;
const breakdown = `kind = 'breakdown'`;
const raw = (kind: string, name: string): string =>
  `round(coalesce(sum(extract(epoch from until - since)) filter (where ${kind}), 0))::float8 as "${name}"`;
const ranges = (kind: string, name: string): string =>
  `range_agg(tstzrange(since, until)) filter (where ${kind}) as ${name}`;
const length = (multirange: string, name: string): string =>
  `(select round(coalesce(sum(extract(epoch from upper(r) - lower(r))), 0))::float8 from unnest(${multirange}) as r) as "${name}"`;

/**
 * Days are those of the plant: of the time zone in the calendar of the work center, that of the plant where there is none. A stretch
 * of work that crosses midnight is cut there.
 */
const zones = `
  zone as (select distinct on (work_center) work_center, time_zone from work_center_calendar order by work_center, valid_from desc, position desc)`;

const cutAtMidnight = `
  cross join lateral generate_series(date_trunc('day', w.since at time zone w.zone), date_trunc('day', (w.until - interval '1 microsecond') at time zone w.zone), interval '1 day') as d(day)`;

/** Hours and pieces side by side in a window ($1, $2) of a plant ($3: its time zone), which clips the hours, and takes the pieces finished in it. */
function hoursSql(subject: Subject, daily: boolean): string {
  const { key, counted } = columns[subject];
  const day = daily ? `to_char(d.day, 'YYYY-MM-DD')` : `''`;
  const since = daily ? `greatest(w.since, d.day at time zone w.zone)` : 'w.since';
  const until = daily ? `least(w.until, (d.day + interval '1 day') at time zone w.zone)` : 'w.until';
  const dayOfPiece = daily
    ? `to_char((at - interval '1 microsecond') at time zone coalesce(z.time_zone, $3), 'YYYY-MM-DD')`
    : `''`;
  return `
  with ${zones},
  worked as (
    select s.${key} as key, s.kind, coalesce(z.time_zone, $3) as zone,
           greatest(s.started_at, coalesce($1::timestamptz, '-infinity')) as since, least(s.ended_at, coalesce($2::timestamptz, 'infinity')) as until
      from work_stretch s left join zone z using (work_center)
     where ${counted} and s.ended_at is not null and s.started_at <= coalesce($2::timestamptz, 'infinity') and s.ended_at >= coalesce($1::timestamptz, '-infinity')
  ),
  piece as (select w.key, w.kind, ${day} as day, ${since} as since, ${until} as until from worked w ${daily ? cutAtMidnight : ''}),
  hours as (
    select key, day, ${raw(busy, 'busySeconds')}, ${raw(setup, 'setupSeconds')}, ${raw(breakdown, 'breakdownSeconds')},
           ${ranges(busy, 'busy')}, ${ranges(setup, 'setup')}, ${ranges(breakdown, 'breakdown')}, ${ranges('true', 'occupied')}
      from piece group by key, day
  ),
  pieces as (
    select o.${key} as key, ${dayOfPiece} as day, sum(good) as good, sum(scrap) as rejected, sum(rework) as review
      from output o left join zone z using (work_center)
     where o.${key} is not null and at > coalesce($1::timestamptz, '-infinity') and at <= coalesce($2::timestamptz, 'infinity') group by 1, 2
  )
  select key, nullif(day, '') as day, (key || '|' || day) collate "C" as place,
         coalesce("busySeconds", 0) as "busySeconds", coalesce("setupSeconds", 0) as "setupSeconds", coalesce("breakdownSeconds", 0) as "breakdownSeconds",
         ${length('busy', 'busyOnce')}, ${length('setup', 'setupOnce')}, ${length('breakdown', 'breakdownOnce')}, ${length('occupied', 'occupiedOnce')},
         trim_scale(coalesce(good, 0))::text as good, trim_scale(coalesce(rejected, 0))::text as rejected, trim_scale(coalesce(review, 0))::text as review
    from hours full join pieces using (key, day)
  `;
}

export interface HoursRow {
  readonly key: string;
  readonly day: string | null;
  readonly busySeconds: number;
  readonly setupSeconds: number;
  readonly breakdownSeconds: number;
  readonly busyOnce: number;
  readonly setupOnce: number;
  readonly breakdownOnce: number;
  readonly occupiedOnce: number;
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
}

export const hoursRows = (
  subject: Subject,
  plantZone: string,
  { from = null, to = null, by }: { readonly from?: string | null; readonly to?: string | null; readonly by?: 'day' },
) => ({
  name: `hours by ${subject}`,
  sql: hoursSql(subject, by === 'day'),
  parameters: [from, to, plantZone],
  sorts: { place: 'text' },
  key: ['place'],
});
