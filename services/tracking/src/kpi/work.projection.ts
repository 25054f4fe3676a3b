import { quality, type HeardEvent } from '@millwright/contracts';
import { add, isPositive, isZero, smaller, subtract, type Projection, type Recorded } from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';
import type { JobEvent } from '../job/job.events.js';
import type { LotInProcessEvent } from '../lot-in-process/lot-in-process.events.js';
import type { UnitEvent } from '../unit/unit.events.js';
import { outputOfReport, outputOfRework, outputOfScrap, type LotOutput, type Turned } from './lot-output.rules.js';

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
    ? nothing()
    : db.query('update work_stretch set ended_at = $2 where id = $1', [`${activity}@${startedAt}`, by.at]);

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

type OfLot = Pick<Recorded, 'eventId' | 'by'> & { readonly data: { readonly order: string; readonly lot: string } };

/** Pieces without serial numbers. Those with one are counted by the unit, which knows whether it is there for the first time. */
async function countLot(
  event: OfLot,
  { turned, counted, missingIsScrap }: LotOutput,
  db: EntityManager,
): Promise<void> {
  const missing = await turnInto(event, turned, db);
  const { operation, good, rework } = counted;
  const scrap = missingIsScrap ? add(counted.scrap, missing) : counted.scrap;
  if ([good, scrap, rework].every(isZero)) return;
  const { eventId, by, data } = event;
  await db.query(
    `insert into output (id, source, production_order, operation, item, work_center, person, subject, at, good, scrap, rework, run_again)
     select $1, 'activity', production_order, operation, item, work_center, $4, $5, $6, $7, $8, $9, false
       from job_plan where production_order = $2 and operation = $3`,
    [eventId, data.order, operation, personIn(by.actor), data.lot, by.at, good, scrap, rework],
  );
}

/** Pieces of the lot first, then of those that it was made of; the latest first. Answers how many were not counted there. */
async function turnInto(
  { data }: OfLot,
  { operation, pieces, from, into }: Turned,
  db: EntityManager,
): Promise<string> {
  let open = pieces;
  for (const was of from) {
    const rows: { id: string; pieces: string }[] = await db.query(
      `select id, ${was} as pieces from output where production_order = $1 and operation = $2 and source = 'activity' and ${was} > 0
        order by (subject = $3) desc nulls last, at desc, id desc`,
      [data.order, operation, data.lot],
    );
    for (const row of rows) {
      const taken = smaller(open, row.pieces);
      if (!isPositive(taken)) return open;
      await db.query(`update output set ${was} = ${was} - $2, ${into} = ${into} + $2 where id = $1`, [row.id, taken]);
      open = subtract(open, taken);
    }
  }
  return open;
}

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

const piecesOfReport = ({ eventId, data }: JobFact<'ReportOfPastRecorded'>, db: EntityManager) =>
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
  if (![good, rejected, review].every(isZero)) await piecesOfReport(event, db);
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

/**
 * A defect counts at the operation that caused it; where nobody knows, at the one that found it. A unit that is sent back
 * from there has left it with that, for the first time.
 */
async function judge(
  { by, data: { nonconformance, order, subject, disposition, originOperation } }: Recorded<Judgement>,
  db: EntityManager,
): Promise<void> {
  if (subject.kind !== 'unit' || (disposition !== 'scrap' && disposition !== 'rework')) return;
  const [found] = (await db.query(
    'select production_order as "order", operation from finding where nonconformance = $1',
    [nonconformance],
  )) as { order: string | null; operation: string | null }[];
  const origin = originOperation ?? found?.operation;
  if (!origin) return;
  if (disposition === 'scrap') await forgetWhereScrapped(subject.id, db);
  const [scrapped, rework] = disposition === 'scrap' ? [1, 0] : [0, 1];
  await db.query(
    `insert into output as o (id, source, production_order, operation, item, work_center, person, subject, at, good, scrap, rework, run_again)
     select $1, 'unit', production_order, operation, item, work_center, null, $4, $7, 0, $2, $3, false from job_plan
      where production_order = $5 and operation = $6
     on conflict (id) do update set good = 0, scrap = $2, rework = $3 where o.scrap = 0`,
    [outputId(subject.id, origin), scrapped, rework, subject.id, order ?? found?.order, origin, by.at],
  );
}

/** When what was worked on where, and what came out of it: all figures about machines, people, items and orders sum these rows. */
export const workAndOutput: Projection<JobEvent | UnitEvent | LotInProcessEvent | Finding | Judgement, EntityManager> =
  {
    name: 'work-and-output',
    version: 1,
    tables: ['job_plan', 'work_stretch', 'output', 'finding'],
    on: {
      JobOpened: plan,
      OperationStarted: begin,
      OperationResumed: begin,
      OperationPaused: end,
      OperationFinished: end,
      LotReported: (event, db) =>
        event.data.good.value.startsWith('-') ? nothing() : countLot(event, outputOfReport(event.data), db),
      LotPartScrapped: (event, db) => countLot(event, outputOfScrap(event.data), db),
      LotSentToRework: (event, db) => countLot(event, outputOfRework(event.data), db),
      ReportOfPastRecorded: report,
      UnitMovedIn: moveIn,
      UnitFinishedOperation: finish,
      UnitSentToRework: ({ by, data: { unit } }, db) => leave(unit, by.at, db),
      UnitScrapped: scrap,
      [quality.NonconformanceOpened.type]: find,
      [quality.NonconformanceDisposed.type]: judge,
    },
  };
