/**
 * The only way into the log. Called without a client-side BEGIN: one call is one transaction.
 *
 * ORDER. The first statement locks the row of the log's head, and the lock is released only after the commit is visible, so
 * the position that is drawn under it grows in the order of commits: a reader that has seen position n will never see one
 * below n appear.
 *
 * CHECK. Under READ COMMITTED every statement reads its own snapshot. The checks are later statements than the lock,
 * so they see all that was committed by whoever held the lock before. In the statement of the lock itself they would not.
 *
 * TELL. Whoever listens is told; a service that is one process alone needs nobody to tell, and says so in a setting of its
 * connection: a notification wakes every listener of the database, and lets one transaction of the server commit at a time.
 *
 * PLANS. The arguments are arrays; the planner's guess for unnest, with young statistics, turns the look-up of a key
 * into a scan of a growing table. The connection pins index plans, planned once: see connection.ts.
 */
const tell = `
create function tell_appended(up_to bigint) returns void language plpgsql as $$
begin
  if current_setting('millwright.alone', true) is distinct from 'on' then
    perform pg_notify('appended_' || current_schema(), up_to::text);
  end if;
end $$;
`;

const appendEvents = `
create function append_events(
  c_principal text[], c_key text[], c_hash text[], c_outcome text[], c_answer json[], c_stream text[], c_version int[],
  x_command int[], x_stream text[], x_version int[],
  h_command int[], h_stream text[], h_version int[],
  e_command int[], e_stream text[], e_version int[], e_type text[], e_schema int[], e_data json[], e_meta json[], e_occurred timestamptz[],
  out before bigint, out epoch int, out recorded timestamptz, out stale json, out known json
) language plpgsql
as $$
declare
  n int := cardinality(e_stream);
  refused int[];
  halt text;
begin
  update log_head l set position = l.position + n, recorded_at = greatest(l.recorded_at, clock_timestamp()) where l.only_row
  returning l.position - n, l.epoch, l.recorded_at, l.halted into before, epoch, recorded, halt;
  if halt is not null then raise exception using errcode = 'MW001', message = halt; end if;

  select repeated.answers, to_json(outdated.commands), repeated.commands || outdated.commands into known, stale, refused
    from (select coalesce(array_agg(c.ord::int), '{}') as commands,
                 coalesce(json_agg(json_build_object('command', c.ord, 'hash', k.body_hash, 'outcome', k.outcome, 'answer', k.answer,
                   'stream', k.stream, 'version', k.version, 'position', k.position)), '[]') as answers
            from unnest(c_principal, c_key) with ordinality as c(principal, key, ord)
            join commands k on k.principal = c.principal and k.key = c.key) repeated,
         (select coalesce(array_agg(distinct x.command), '{}') as commands
            from unnest(x_command, x_stream, x_version) as x(command, stream, version)
            left join heads h on h.stream = x.stream
           where coalesce(h.version, 0) <> x.version) outdated;

  if cardinality(refused) > 0 then
    select coalesce(array_agg(e.stream order by e.ord), '{}'), coalesce(array_agg(e.version order by e.ord), '{}'),
           coalesce(array_agg(e.type order by e.ord), '{}'), coalesce(array_agg(e.schema order by e.ord), '{}'),
           coalesce(array_agg(e.data order by e.ord), '{}'), coalesce(array_agg(e.meta order by e.ord), '{}'),
           coalesce(array_agg(e.occurred order by e.ord), '{}')
      into e_stream, e_version, e_type, e_schema, e_data, e_meta, e_occurred
      from unnest(e_command, e_stream, e_version, e_type, e_schema, e_data, e_meta, e_occurred)
             with ordinality as e(command, stream, version, type, schema, data, meta, occurred, ord)
     where e.command <> all (refused);
    select coalesce(array_agg(h.stream), '{}'), coalesce(array_agg(h.version), '{}') into h_stream, h_version
      from unnest(h_command, h_stream, h_version) as h(command, stream, version) where h.command <> all (refused);
    n := cardinality(e_stream);
    update log_head l set position = before + n where l.only_row;
  end if;

  if n > 0 then
    insert into events (position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at)
    select append_events.before + e.ord, e.stream, e.version, e.type, e.schema, append_events.epoch, e.data, e.meta, e.occurred, recorded
      from unnest(e_stream, e_version, e_type, e_schema, e_data, e_meta, e_occurred)
             with ordinality as e(stream, version, type, schema, data, meta, occurred, ord);

    insert into heads as h (stream, version) select w.stream, w.version from unnest(h_stream, h_version) as w(stream, version)
    on conflict (stream) do update set version = excluded.version;
    perform tell_appended(before + n);
  end if;

  insert into commands (principal, key, body_hash, outcome, answer, stream, version, position, recorded_at)
  select c.principal, c.key, c.hash, c.outcome, c.answer, c.stream, c.version, before + n, recorded
    from unnest(c_principal, c_key, c_hash, c_outcome, c_answer, c_stream, c_version) with ordinality as c(principal, key, hash, outcome, answer, stream, version, ord)
   where c.outcome <> '' and c.ord::int <> all (refused);
end $$;
`;

export const append = tell + appendEvents;
