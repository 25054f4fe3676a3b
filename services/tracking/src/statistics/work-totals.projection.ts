import type { EntityManager } from 'typeorm';

export interface Totals {
  /** Stretches of work that somebody booked: reports of the past and activities. */
  readonly rows: number;
  readonly orders: number;
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
}

const totalsSql = `
  select (select count(*) from work_stretch where source <> 'unit')::int as rows,
         (select count(distinct production_order) from work_stretch)::int as orders,
         trim_scale(coalesce(sum(good), 0))::text as good, trim_scale(coalesce(sum(scrap), 0))::text as rejected, trim_scale(coalesce(sum(rework), 0))::text as review
    from output`;

export async function totalsOf(db: EntityManager): Promise<Totals> {
  const [totals] = (await db.query(totalsSql)) as Totals[];
  return totals;
}

export interface LeadTime {
  readonly order: string;
  readonly item: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** From the first start to the last end, by the clock. */
  readonly leadSeconds: number;
  readonly rows: number;
}

const leadTimes = `
  select production_order as "order", min(item) as item, min(started_at) as "startedAt", max(ended_at) as "endedAt",
         round(extract(epoch from max(ended_at) - min(started_at)))::float8 as "leadSeconds", count(*) filter (where source <> 'unit')::int as rows
    from work_stretch
   where ended_at is not null and ($1::text is null or production_order = $1)
   group by production_order`;

export const leadTimeRows = (order?: string) => ({
  name: 'lead times',
  sql: leadTimes,
  parameters: [order ?? null],
  sorts: {
    order: 'text',
    item: 'text',
    startedAt: 'timestamp with time zone',
    endedAt: 'timestamp with time zone',
    leadSeconds: 'float8',
  },
  key: ['order'],
});

export interface RejectsRow {
  readonly item: string | null;
  readonly operation: string | null;
  readonly good: string;
  readonly rejected: string;
  readonly review: string;
}

const rejectsSql = (keys: readonly ('item' | 'operation')[]): string => `
  select ${keys.includes('item') ? 'item' : 'null as item'}, ${keys.includes('operation') ? 'operation' : 'null as operation'},
         trim_scale(sum(good))::text as good, trim_scale(sum(scrap))::text as rejected, trim_scale(sum(rework))::text as review
    from output where at > coalesce($1::timestamptz, '-infinity') and at <= coalesce($2::timestamptz, 'infinity')
   group by ${keys.join(', ')} having sum(scrap) > 0 order by sum(scrap) desc, ${keys.map((key) => `${key} collate "C"`).join(', ')}`;

export const rejectsBy = (
  db: EntityManager,
  keys: readonly ('item' | 'operation')[],
  { from, to }: { from?: string; to?: string },
): Promise<RejectsRow[]> => db.query(rejectsSql(keys), [from ?? null, to ?? null]);

/** Every work center at which anything was recorded, or that has a calendar. */
export async function workCentersOf(db: EntityManager): Promise<string[]> {
  const rows = (await db.query(
    `select work_center from (select work_center from work_stretch union select work_center from machine_state union select work_center from work_center_calendar) w
      order by work_center collate "C"`,
  )) as { work_center: string }[];
  return rows.map(({ work_center }) => work_center);
}
