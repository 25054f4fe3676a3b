import { listPage, ProblemException, rowsPage, type ListQuery, type Page } from '@millwright/platform';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { useTestDatabase } from '../index.js';

@Entity('parcel')
class Parcel {
  @PrimaryColumn('text') parcel: string;
  @Column('text') status: string;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('integer', { nullable: true }) weight: number | null;
}

const { url } = useTestDatabase();
let database: DataSource;

beforeAll(async () => {
  database = await new DataSource({
    type: 'postgres',
    url,
    entities: [Parcel],
    installExtensions: false,
  }).initialize();
  await database.query(
    `create table parcel (parcel text primary key, status text not null, due_at timestamptz, weight integer)`,
  );
});
afterAll(() => database?.destroy());
beforeEach(() => database.query('truncate parcel'));

/** Every third without a due date, many due at one microsecond. */
const add = (from: number, to: number): Promise<unknown> =>
  database.query(
    `insert into parcel select 'P' || lpad(n::text, 5, '0'), case when n % 2 = 0 then 'open' else 'closed' end,
       case when n % 3 = 0 then null else '2026-01-05T06:00:00Z'::timestamptz + (n % 7) * interval '1 microsecond' end, nullif(n % 5, 0)
     from generate_series($1::int, $2::int) n`,
    [from, to],
  );

const page = (asked: Partial<ListQuery> & { status?: string } = {}): Promise<Page<Parcel>> => {
  const query = { limit: 10, ...asked };
  return listPage(database.manager, Parcel, query, { key: 'parcel', where: { status: query.status }, dates: 'dueAt' });
};

async function all(
  asked: Partial<ListQuery> & { status?: string } = {},
  between: (pages: number) => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | undefined, pages = 0; ; pages++) {
    const { items, next } = await page({ ...asked, after });
    found.push(...items.map(({ parcel }) => parcel));
    if (next === undefined) return found;
    after = next;
    await between(pages);
  }
}

const inDatabase = async (order: string): Promise<string[]> =>
  (await database.query<{ parcel: string }[]>(`select parcel from parcel order by ${order}`)).map(
    ({ parcel }) => parcel,
  );

const refusal = (error: unknown): object => (error instanceof ProblemException ? error.problem : { error });

describe('a list', () => {
  it.each([
    [undefined, 'parcel'],
    ['parcel', 'parcel'],
    ['-parcel', 'parcel desc'],
    ['dueAt', 'due_at nulls last, parcel'],
    ['-dueAt', 'due_at desc nulls first, parcel desc'],
    ['weight', 'weight nulls last, parcel'],
    ['-status', 'status desc, parcel desc'],
  ])('sorted by %s shows every row once, in that order', async (sort, order) => {
    await add(1, 95);
    expect(await all({ sort })).toEqual(await inDatabase(order));
  });

  it.each(['parcel', '-parcel', 'dueAt', '-dueAt', 'weight'])(
    'sorted by %s neither repeats nor loses a row that was there throughout, whatever comes and goes',
    async (sort) => {
      await add(1_000, 1_199);
      await add(2_000, 2_199);
      const stays = (await inDatabase('parcel')).filter((parcel) => parcel < 'P02000');
      const found = await all({ sort, limit: 7 }, async (pages) => {
        await database.query(`delete from parcel where parcel like 'P02%' and hashtext(parcel) % 50 = $1::int`, [
          pages,
        ]);
        // Before the first, between, and behind the last.
        await add(pages + 1, pages + 1);
        await add(5_000 + pages, 5_000 + pages);
        await database.query(`update parcel set status = 'touched' where parcel > 'P01500' and parcel < 'P03000'`);
      });
      expect(new Set(found).size).toBe(found.length);
      expect(stays.filter((parcel) => !found.includes(parcel))).toEqual([]);
    },
  );

  it('is filtered, and bounded by dates: from then on, before then', async () => {
    await add(1, 30);
    expect(await all({ status: 'open' })).toEqual(
      (await inDatabase('parcel')).filter((one) => Number(one.slice(1)) % 2 === 0),
    );
    await database.query(
      `insert into parcel values ('A', 'x', '2026-02-01T00:00:00Z'), ('B', 'x', '2026-02-02T00:00:00Z')`,
    );
    const february = { from: '2026-02-01T00:00:00.000Z', to: '2026-02-02T00:00:00.000Z' };
    expect(await all(february)).toEqual(['A']);
  });

  it('refuses the cursor of another sort or filter, and one of somebody’s own making', async () => {
    await add(1, 30);
    const { next = '' } = await page({ sort: 'dueAt', status: 'open' });
    await page({ sort: 'dueAt', status: 'open', after: next, limit: 3 });
    const [digest] = JSON.parse(Buffer.from(next, 'base64url').toString()) as string[];
    const made = (...place: unknown[]): string => Buffer.from(JSON.stringify([digest, ...place])).toString('base64url');
    const wrong = [
      { sort: '-dueAt', status: 'open', after: next },
      { sort: 'dueAt', after: next },
      { sort: 'dueAt', status: 'open', from: '2026-01-01T00:00:00.000Z', after: next },
      ...[
        '',
        'x',
        '%',
        '\0',
        made(),
        made('2026-01-05', 'x', 'y'),
        made(1, 2),
        made('yesterday or so', 'P'),
        made(`2026-01-05'; select pg_sleep(5)--`, 'P'),
        made('2026-01-05', 'P\0'),
      ].map((after) => ({ sort: 'dueAt', status: 'open', after })),
    ];
    for (const asked of wrong)
      expect([asked.after, await page(asked).catch(refusal)]).toEqual([
        asked.after,
        expect.objectContaining({ status: 400, code: 'invalid-cursor' }),
      ]);
  });

  it('takes no column that is not declared', async () => {
    await expect(page({ sort: 'dueAt; drop table parcel' })).rejects.toThrow('no column');
    await expect(page({ sort: 'due_at' })).rejects.toThrow('no column');
  });
});

describe('a list of computed rows', () => {
  const rows = {
    name: 'by weight',
    sql: 'select weight, status, count(*)::int as parcels from parcel where ($1::text is null or status = $1) group by weight, status',
    parameters: [null],
    sorts: { weight: 'integer', status: 'text', parcels: 'integer' },
    absent: ['weight'],
    key: ['weight', 'status'],
  };

  it.each([undefined, '-weight', 'parcels', '-parcels', 'status'])(
    'sorted by %s is told in pages as well',
    async (sort) => {
      await add(1, 95);
      const found: object[] = [];
      for (let after: string | undefined; ;) {
        const { items, next } = await rowsPage<object>(database.manager, rows, { limit: 3, sort, after });
        found.push(...items);
        if (next === undefined) break;
        after = next;
      }
      expect(found).toHaveLength(10);
      expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(10);
      expect(Object.keys(found[0])).toEqual(['weight', 'status', 'parcels']);
    },
  );
});
