import { quality, type HeardEvent } from '@millwright/contracts';
import { isZero, type Projection, type Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { JobEvent } from '../job/job.events.js';
import type { UnitEvent } from '../unit/unit.events.js';

type JobFact<Type extends JobEvent['type']> = Recorded<Extract<JobEvent, { type: Type }>>;
type UnitFact<Type extends UnitEvent['type']> = Recorded<Extract<UnitEvent, { type: Type }>>;
type Finding = HeardEvent<typeof quality.NonconformanceOpened>;
type Judgement = HeardEvent<typeof quality.NonconformanceDisposed>;

const personIn = (actor: string): string | null => (actor.startsWith('person:') ? actor : null);

const plan = (
  { data: { order, operation, item, workCenter, tracking, runSecondsPerUnit } }: JobFact<'JobOpened'>,
  db: EntityManager,
) =>
  db.query(
    `insert into job_plan (production_order, operation, item, work_center, tracking, run_seconds) values ($1, $2, $3, $4, $5, $6)
     on conflict (production_order, operation) do nothing`,
    [order, operation, item, workCenter, tracking, runSecondsPerUnit],
  );

/**
 * A stretch of somebody's work. It tells what the machine did where it is a set-up or makes pieces without serial
 * numbers; serialized units tell the machine's time themselves.
 */
const begin = (
  {
    by,
    data: { activity, kind, order, operation, workCenter, person },
  }: JobFact<'OperationStarted' | 'OperationResumed'>,
  db: EntityManager,
) =>
  db.query(
    `insert into work_stretch (id, source, production_order, operation, item, work_center, person, kind, on_machine, started_at)
     select $1, 'activity', $2, $3, item, $4, $5, $6, $6 = 'setup' or tracking = 'lot', $7 from job_plan where production_order = $2 and operation = $3
     on conflict (id) do nothing`,
    [`${activity}@${by.at}`, order, operation, workCenter, person, kind, by.at],
  );

const end = (
  { by, data: { activity, startedAt } }: JobFact<'OperationPaused' | 'OperationFinished'>,
  db: EntityManager,
): Promise<unknown> =>
  startedAt === undefined
    ? Promise.resolve()
    : db.query('update work_stretch set ended_at = $2 where id = $1', [`${activity}@${startedAt}`, by.at]);

type Pieces = JobFact<'PiecesReported'>;

/** Pieces without serial numbers. Those with one are counted by the unit, which knows whether it is there for the first time. */
async function count(event: Pieces, db: EntityManager): Promise<unknown> {
  const { data } = event;
  if (data.unit !== undefined) return undefined;
  return data.good.value.startsWith('-') ? takeBack(event, db) : add(event, db);
}

const add = (
  { eventId, by, data: { order, operation, workCenter, item, good, scrap, rework, lot } }: Pieces,
  db: EntityManager,
) =>
  db.query(
    `insert into output (id, source, production_order, operation, item, work_center, person, subject, at, good, scrap, rework, run_again)
     values ($1, 'activity', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false)`,
    [
      eventId,
      order,
      operation,
      item,
      workCenter,
      personIn(by.actor),
      lot ?? null,
      by.at,
      good.value,
      scrap.value,
      rework.value,
    ],
  );

/** A later finding: the pieces made last were not good after all. They stay in the time in which they were made. */
const takeBack = ({ data: { order, operation, lot, good, rework } }: Pieces, db: EntityManager) =>
  db.query(
    `update output o set good = o.good - taken.n, scrap = o.scrap + case when $5 then 0 else taken.n end, rework = o.rework + case when $5 then taken.n else 0 end
       from (
         select id, least(good, greatest(0, $4::numeric - (sum(good) over (order by at desc, id desc) - good))) as n
           from output where production_order = $1 and operation = $2 and source = 'activity' and good > 0 and ($3::text is null or subject = $3)
       ) taken
      where taken.id = o.id and taken.n > 0`,
    [order, operation, lot ?? null, good.value.slice(1), rework.value !== '0'],
  );

const stretchOfReport = ({ eventId, data }: JobFact<'ReportOfPastRecorded'>, db: EntityManager) =>
  db.query(
    `insert into work_stretch (id, source, production_order, operation, item, work_center, person, kind, on_machine, started_at, ended_at)
     values ($1, 'report', $2, $3, $4, $5, $6, $7, true, $8, $9)`,
    [
      eventId,
      data.order,
      data.operation,
      data.item,
      data.workCenter,
      data.person ?? null,
      runsAgain(data) ? 'rework' : data.kind,
      data.startedAt,
      data.endedAt,
    ],
  );

const outputOfReport = ({ eventId, data }: JobFact<'ReportOfPastRecorded'>, db: EntityManager) =>
  db.query(
    `insert into output (id, source, production_order, operation, item, work_center, person, at, good, scrap, rework, run_again)
     values ($1, 'report', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      eventId,
      data.order,
      data.operation,
      data.item,
      data.workCenter,
      data.person ?? null,
      data.endedAt,
      data.good,
      data.rejected,
      data.review,
      runsAgain(data),
    ],
  );

const runsAgain = ({ rework, kind }: JobFact<'ReportOfPastRecorded'>['data']): boolean => rework && kind === 'run';

async function report(event: JobFact<'ReportOfPastRecorded'>, db: EntityManager): Promise<void> {
  const { good, rejected, review } = event.data;
  await stretchOfReport(event, db);
  if (![good, rejected, review].every(isZero)) await outputOfReport(event, db);
}

/** A unit at a work center is what the machine works on. */
const moveIn = (
  { by, data: { unit, order, operation, item, workCenter, attempt } }: UnitFact<'UnitMovedIn'>,
  db: EntityManager,
) =>
  db.query(
    `insert into work_stretch (id, source, production_order, operation, item, work_center, unit, kind, on_machine, started_at)
     values ($1, 'unit', $2, $3, $4, $5, $6, $7, true, $8) on conflict (id) do nothing`,
    [
      `unit/${unit}/${operation}@${by.at}`,
      order,
      operation,
      item,
      workCenter,
      unit,
      attempt > 1 ? 'rework' : 'run',
      by.at,
    ],
  );

const leave = (unit: string, at: string, db: EntityManager) =>
  db.query('update work_stretch set ended_at = greatest($2, started_at) where unit = $1 and ended_at is null', [
    unit,
    at,
  ]);

/** Counts once per operation, however often the unit runs it again. */
async function finish(
  { by, data: { unit, order, operation, item, workCenter } }: UnitFact<'UnitFinishedOperation'>,
  db: EntityManager,
): Promise<void> {
  await leave(unit, by.at, db);
  await db.query(
    `insert into output (id, source, production_order, operation, item, work_center, person, subject, at, good, scrap, rework, run_again)
     values ($1, 'unit', $2, $3, $4, $5, $6, $7, $8, 1, 0, 0, false)
     on conflict (id) do nothing`,
    [outputId(unit, operation), order, operation, item, workCenter, personIn(by.actor), unit, by.at],
  );
}

const outputId = (unit: string, operation: string): string => `unit/${unit}/${operation}`;

/** Scrapped where it was, unless a nonconformance has said already which operation spoiled it. */
async function scrap(
  { by, data: { unit, order, operation, item } }: UnitFact<'UnitScrapped'>,
  db: EntityManager,
): Promise<void> {
  await leave(unit, by.at, db);
  await db.query(
    `insert into output as o (id, source, production_order, operation, item, work_center, person, subject, at, good, scrap, rework, run_again, only_scrapped)
     select $1, 'unit', $2, $3, $4, work_center, $5, $6, $7, 0, 1, 0, false, true from job_plan
      where production_order = $2 and operation = $3 and not exists (select from output where subject = $6 and source = 'unit' and scrap > 0)
     on conflict (id) do update set good = 0, rework = 0, scrap = 1`,
    [outputId(unit, operation), order, operation, item, personIn(by.actor), unit, by.at],
  );
}

const find = ({ data: { nonconformance, order, operation } }: Recorded<Finding>, db: EntityManager) =>
  db.query(
    'insert into finding (nonconformance, production_order, operation) values ($1, $2, $3) on conflict (nonconformance) do nothing',
    [nonconformance, order ?? null, operation ?? null],
  );

/** Takes back where a unit was scrapped before it was known which operation spoiled it. */
async function forgetWhereScrapped(unit: string, db: EntityManager): Promise<void> {
  await db.query(`delete from output where subject = $1 and source = 'unit' and only_scrapped`, [unit]);
  await db.query(`update output set good = 1, scrap = 0 where subject = $1 and source = 'unit' and scrap > 0`, [unit]);
}

/** A defect counts at the operation that caused it; where nobody knows, at the one that found it. */
async function judge(
  { data: { nonconformance, subject, disposition, originOperation } }: Recorded<Judgement>,
  db: EntityManager,
): Promise<void> {
  if (subject.kind !== 'unit' || (disposition !== 'scrap' && disposition !== 'rework')) return;
  const [found] = (await db.query('select operation from finding where nonconformance = $1', [nonconformance])) as {
    operation: string | null;
  }[];
  const origin = originOperation ?? found?.operation;
  if (!origin) return;
  if (disposition === 'scrap') await forgetWhereScrapped(subject.id, db);
  const [scrapped, rework] = disposition === 'scrap' ? [1, 0] : [0, 1];
  await db.query('update output set good = 0, scrap = $2, rework = $3 where id = $1 and scrap = 0', [
    outputId(subject.id, origin),
    scrapped,
    rework,
  ]);
}

/** When what was worked on where, and what came out of it: all figures about machines, people, items and orders sum these rows. */
export const workAndOutput: Projection<JobEvent | UnitEvent | Finding | Judgement, EntityManager> = {
  name: 'work-and-output',
  version: 1,
  tables: ['job_plan', 'work_stretch', 'output', 'finding'],
  on: {
    JobOpened: plan,
    OperationStarted: begin,
    OperationResumed: begin,
    OperationPaused: end,
    OperationFinished: end,
    PiecesReported: count,
    ReportOfPastRecorded: report,
    UnitMovedIn: moveIn,
    UnitFinishedOperation: finish,
    UnitSentToRework: ({ by, data: { unit } }, db) => leave(unit, by.at, db),
    UnitScrapped: scrap,
    [quality.NonconformanceOpened.type]: find,
    [quality.NonconformanceDisposed.type]: judge,
  },
};
