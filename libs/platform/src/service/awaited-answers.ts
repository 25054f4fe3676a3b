import {
  decider,
  happened,
  intent,
  streamOf,
  type Event,
  type Projection,
  type Recorded,
  type Timer,
} from '@millwright/event-sourcing';
import type { EntityManager } from 'typeorm';

/** What a service has told others and cannot go on without having heard back. */
export interface AwaitedAnswer {
  /** Names the question: `material-demand`. */
  readonly question: string;
  /** Who answers: a service, or several. */
  readonly of: string;
  /** What is missing while there is no answer, for people. */
  readonly missing: string;
  /** The facts that ask, and about what: an order, a hold and its unit. */
  readonly asked: Subjects;
  /** The facts that answer, or after which nobody waits any more. */
  readonly answered: Subjects;
}

type Subjects = Readonly<Record<string, (event: Recorded<Event<string, never>>) => readonly string[]>>;

/** A heard or own fact that asks or answers: `...fact(orders.ProductionOrderReleased, ({ data }) => [data.order])` */
export const fact = <E extends Event>(
  type: E['type'],
  subjects: (event: Recorded<E>) => readonly string[],
): Subjects => ({ [type]: subjects as never });

interface Overdue {
  readonly question: string;
  readonly subject: string;
  readonly of: string;
  readonly missing: string;
  readonly since: string;
}

type AwaitingEvent = Event<'AnswerOverdue', Overdue>;

/** Since when the answer is waited for that was found to be overdue the last time. */
const awaitedAnswer = streamOf<string | undefined, AwaitingEvent>('awaited-answer', {
  initialState: undefined,
  evolve: (_since, { data }) => data.since,
});

export const noteOverdue = decider<Overdue>({
  name: 'note-overdue-answer',
  streams: ({ question, subject }) => [awaitedAnswer(`${question}/${subject}`)],
  decide: (overdue, look) => {
    const stream = awaitedAnswer(`${overdue.question}/${overdue.subject}`);
    return look(stream) === overdue.since ? [] : [happened(stream, { type: 'AnswerOverdue', data: overdue })];
  },
});

const ask = (
  { question, of, missing, asked }: AwaitedAnswer,
  event: Recorded<Event<string, never>>,
  db: EntityManager,
): Promise<unknown>[] =>
  (asked[event.type]?.(event) ?? []).map((subject) =>
    db.query(
      `insert into awaited_answer (question, subject, asked_of, missing, since) values ($1, $2, $3, $4, $5)
       on conflict (question, subject) do update set since = excluded.since, overdue_at = null, answered_at = null`,
      [question, subject, of, missing, event.recordedAt],
    ),
  );

/** One that was overdue stays in the list, as answered late. */
const answer = (
  { question, answered }: AwaitedAnswer,
  event: Recorded<Event<string, never>>,
  db: EntityManager,
): Promise<unknown>[] =>
  (answered[event.type]?.(event) ?? []).map((subject) =>
    db.query(
      `with answered as (delete from awaited_answer where question = $1 and subject = $2 and overdue_at is null)
       update awaited_answer set answered_at = coalesce(answered_at, $3) where question = $1 and subject = $2 and overdue_at is not null`,
      [question, subject, event.recordedAt],
    ),
  );

export function awaitedAnswers(awaited: readonly AwaitedAnswer[]): Projection<Event, EntityManager> {
  const types = new Set(awaited.flatMap(({ asked, answered }) => [...Object.keys(asked), ...Object.keys(answered)]));
  const follow = async (event: Recorded, db: EntityManager): Promise<void> => {
    for (const one of awaited) await Promise.all([...ask(one, event as never, db), ...answer(one, event as never, db)]);
  };
  return {
    name: 'awaited-answers',
    version: 1,
    tables: ['awaited_answer'],
    on: {
      ...Object.fromEntries([...types].map((type) => [type, follow])),
      AnswerOverdue: ({ data, by }, db) => {
        const { question, subject, since } = data as Overdue;
        return db.query(
          `update awaited_answer set overdue_at = $4 where question = $1 and subject = $2 and since = $3 and answered_at is null`,
          [question, subject, since, by.at],
        );
      },
    },
  };
}

interface Waiting extends Omit<Overdue, 'since'> {
  readonly since: Date;
}

/** What was not answered in time becomes a fact that people can see; the answer is taken whenever it comes. */
export const overdueAnswers = (withinSeconds: number): Timer<EntityManager> => ({
  name: 'overdue-answers',
  everySeconds: Math.min(5, withinSeconds),
  due: async (now, db) => {
    const waiting: Waiting[] = await db.query(
      `select question, subject, asked_of as "of", missing, since from awaited_answer
        where overdue_at is null and since <= $1 order by since limit 500`,
      [new Date(Date.parse(now) - withinSeconds * 1000)],
    );
    return waiting.map((one) => {
      const since = one.since.toISOString();
      return { id: `${one.question}/${one.subject}/${since}`, at: now, ...intent(noteOverdue, { ...one, since }) };
    });
  },
});

export interface OverdueAnswer extends Omit<Overdue, 'since'> {
  readonly since: Date;
  readonly overdueAt: Date;
  readonly answeredAt: Date | null;
}

export const overdueRows = {
  name: 'overdue answers',
  sql: `select question, subject, asked_of as "of", missing, since, overdue_at as "overdueAt", answered_at as "answeredAt",
      answered_at is not null as answered
    from awaited_answer where overdue_at is not null and ($1::text is null or question = $1)`,
  sorts: { answered: 'boolean', since: 'timestamp with time zone', question: 'text', subject: 'text' },
  key: ['answered', 'since', 'question', 'subject'],
};

/** Those that are still out. */
export async function countOverdueAnswers(db: EntityManager): Promise<number> {
  const [{ open }]: [{ open: number }] = await db.query(
    'select count(*)::int as open from awaited_answer where overdue_at is not null and answered_at is null',
  );
  return open;
}
