import { rowsOf, type Sql } from './checkpoints.sql.js';

/** The tables of a read model, and those of the same names that are filled beside them. */
export interface Twins {
  /** The schema with the tables that are read. */
  readonly live: string;
  /** The schema with those that are being filled. */
  readonly next: string;
  readonly tables: readonly string[];
}

interface Statement {
  readonly statement: string;
}

const ofTables = `c.relnamespace = $1::regnamespace and c.relname = any($2::text[])`;

/** A read model that others hold on to by more than its name cannot be swapped for another; says which, if any. */
export async function holdsOn(db: Sql, { live, tables }: Twins): Promise<string | undefined> {
  const found = rowsOf<{ what: string }>(
    await db.query(
      `select format('the foreign key %s of %s', k.conname, k.conrelid::regclass) as what
         from pg_constraint k join pg_class c on c.oid = k.confrelid
        where k.contype = 'f' and ${ofTables}
          and k.conrelid not in (select c.oid from pg_class c where ${ofTables})
       union all
       select format('the materialized view %s', v.oid::regclass) from pg_depend d
         join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class and v.relkind = 'm'
         join pg_class c on c.oid = d.refobjid
        where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and ${ofTables}`,
      [live, tables],
    ),
  );
  return found.at(0)?.what;
}

/**
 * Empty tables of the same names in the schema beside the live one, with everything that the live ones have, under the
 * same names: a later migration finds its indexes and constraints. A serial column draws from a sequence of its own, which
 * lives and goes with its table.
 */
export async function makeTwins(db: Sql, twins: Twins): Promise<void> {
  const { live, next, tables } = twins;
  const additions = await additionsOf(db, twins);
  await db.query(`set local search_path = "${next}", "${live}"`);
  for (const table of tables) {
    await db.query(`drop table if exists "${next}"."${table}" cascade`);
    await db.query(`create table "${next}"."${table}" (like "${live}"."${table}" including all excluding indexes)`);
  }
  for (const { statement } of additions) await db.query(statement);
}

/**
 * Read while the live tables are first in the search path, so that PostgreSQL writes their names plainly; run with the
 * new ones first, so that a foreign key between two tables of one read model points at the new one.
 */
async function additionsOf(db: Sql, { live, next, tables }: Twins): Promise<Statement[]> {
  await db.query(`set local search_path = "${live}"`);
  return rowsOf<Statement>(
    await db.query(
      `select statement from (
         select 1 as turn, 0 as oid, format('create sequence %1$I.%2$I as %3$s owned by %1$I.%4$I.%5$I', $3::text, s.relname, format_type(q.seqtypid, null), c.relname, a.attname) as statement
           from pg_class c join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'a'
           join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_sequence q on q.seqrelid = s.oid
           join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid where ${ofTables}
         union all
         select 2, 0, format('alter table %1$I.%2$I alter %3$I set default nextval(%4$L)', $3::text, c.relname, a.attname, format('%I.%I', $3::text, s.relname))
           from pg_class c join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'a'
           join pg_class s on s.oid = d.objid and s.relkind = 'S'
           join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid where ${ofTables}
         union all
         select case k.contype when 'f' then 5 else 3 end, k.oid, format('alter table %I.%I add constraint %I %s', $3::text, c.relname, k.conname, pg_get_constraintdef(k.oid))
           from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype in ('p', 'u', 'x', 'f') and ${ofTables}
         union all
         select 4, i.indexrelid, replace(pg_get_indexdef(i.indexrelid), format(' ON %I.%I USING ', $1::text, c.relname), format(' ON %I.%I USING ', $3::text, c.relname))
           from pg_index i join pg_class c on c.oid = i.indrelid
          where ${ofTables} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
       ) additions order by turn, oid`,
      [live, tables, next],
    ),
  );
}

/** A migration may have changed the live tables since the others were made. */
export async function areAlike(db: Sql, { live, next, tables }: Twins): Promise<boolean> {
  const [{ same }] = rowsOf<{ same: boolean }>(
    await db.query(
      `select not exists (
         (select table_name, column_name, data_type from information_schema.columns where table_schema = $1 and table_name = any($3::text[])
          except select table_name, column_name, data_type from information_schema.columns where table_schema = $2)
         union all
         (select table_name, column_name, data_type from information_schema.columns where table_schema = $2 and table_name = any($3::text[])
          except select table_name, column_name, data_type from information_schema.columns where table_schema = $1)) as same`,
      [live, next, tables],
    ),
  );
  return same;
}

/**
 * Rows that are in one of the two tables and not in the other, whatever the order of rows and columns. What a sequence
 * numbered is left out: an attempt that was rolled back uses up numbers.
 */
export async function differences(db: Sql, { live, next, tables }: Twins): Promise<number> {
  let different = 0;
  for (const table of tables) {
    const row = `(to_jsonb(t) - array(${numbered}))::text`;
    const [{ n }] = rowsOf<{ n: number }>(
      await db.query(
        `select count(*)::int as n from (
           (select ${row} from "${live}"."${table}" t except all select ${row} from "${next}"."${table}" t)
           union all
           (select ${row} from "${next}"."${table}" t except all select ${row} from "${live}"."${table}" t)) d`,
        [live, table],
      ),
    );
    different += n;
  }
  return different;
}

const numbered = `select a.attname::text from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_depend d
  on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum and d.classid = 'pg_class'::regclass
  join pg_class s on s.oid = d.objid and s.relkind = 'S' where c.relnamespace = $1::regnamespace and c.relname = $2`;

/**
 * Puts the new tables in the place of the live ones. Readers wait for the locks a moment and see all old rows or all new
 * ones; a reader that takes longer than that makes this fail, and it is tried again. Views upon the tables are made anew.
 */
export async function swapTwins(db: Sql, twins: Twins): Promise<void> {
  const { live, next, tables } = twins;
  await db.query(`set local lock_timeout = '2s'`);
  const views = await viewsUpon(db, twins);
  for (const { name } of [...views].reverse()) await db.query(`drop view ${name}`);
  await db.query(`drop table ${tables.map((table) => `"${live}"."${table}"`).join(', ')}`);
  for (const table of tables) await db.query(`alter table "${next}"."${table}" set schema "${live}"`);
  for (const { name, options, definition } of views)
    await db.query(`create view ${name}${options ? ` with (${options})` : ''} as ${definition}`);
}

export async function countRows(db: Sql, { next, tables }: Twins): Promise<number> {
  let rows = 0;
  for (const table of tables) {
    const [{ n }] = rowsOf<{ n: string }>(await db.query(`select count(*) as n from "${next}"."${table}"`));
    rows += Number(n);
  }
  return rows;
}

interface View {
  readonly name: string;
  readonly options: string | null;
  readonly definition: string;
}

/** In the order in which they can be made. */
const viewsUpon = async (db: Sql, { live, tables }: Twins): Promise<View[]> =>
  rowsOf<View>(
    await db.query(
      `with recursive upon(view, depth) as (
         select r.ev_class, 1 from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = d.refobjid
          where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and ${ofTables} and r.ev_class <> c.oid
         union
         select r.ev_class, depth + 1 from upon join pg_depend d on d.refobjid = upon.view join pg_rewrite r on r.oid = d.objid
          where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and r.ev_class <> upon.view)
       select format('%I.%I', v.relnamespace::regnamespace, v.relname) as name, array_to_string(v.reloptions, ', ') as options,
              pg_get_viewdef(v.oid) as definition
         from (select view, max(depth) as depth from upon group by view) u join pg_class v on v.oid = u.view order by u.depth`,
      [live, tables],
    ),
  );
