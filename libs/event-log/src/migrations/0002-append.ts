/**
 * The only way into the log. Called without a client-side BEGIN: one call is one transaction.
 *
 * ORDER. The lock is taken first, and it is released only after the commit is visible, so the position that is drawn
 * under it grows in the order of commits: a reader that has seen position n will never see one below n appear.
 *
 * CHECK. Under READ COMMITTED every statement reads its own snapshot. The checks are later statements than the lock,
 * so they see all that was committed by whoever held the lock before. In the statement of the lock itself they would not.
 *
 * PLANS. The arguments are arrays; the planner's guess for unnest, with young statistics, turns the look-up of a key
 * into a scan of a growing table. Index plans are pinned, and planned once: for a short array a plan of its own looks
 * cheaper each time, and planning costs more than the append.
 */
export const append = `
create function append_events(
  c_principal text[], c_key text[], c_hash text[], c_outcome text[], c_answer text[], c_stream text[], c_version int[],
  x_command int[], x_stream text[], x_version int[],
  e_command int[], e_stream text[], e_version int[], e_type text[], e_schema int[], e_data text[], e_meta text[], e_occurred timestamptz[],
  out before bigint, out epoch int, out recorded timestamptz, out stale json, out known json
) language plpgsql
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  refused int[];
  n int;
begin
  perform pg_advisory_xact_lock(hashtextextended('millwright.log.' || current_schema(), 0));

  select l.position, l.epoch, greatest(l.recorded_at, clock_timestamp()), repeated.answers, to_json(outdated.commands), repeated.commands || outdated.commands
    into before, epoch, recorded, known, stale, refused
    from log_head l,
         (select coalesce(array_agg(c.ord::int), '{}') as commands,
                 coalesce(json_agg(json_build_object('command', c.ord, 'hash', k.body_hash, 'outcome', k.outcome, 'answer', k.answer,
                   'stream', k.stream, 'version', k.version, 'position', k.position)), '[]') as answers
            from unnest(c_principal, c_key) with ordinality as c(principal, key, ord)
            join commands k on k.principal = c.principal and k.key = c.key) repeated,
         (select coalesce(array_agg(distinct x.command), '{}') as commands
            from unnest(x_command, x_stream, x_version) as x(command, stream, version)
            left join heads h on h.stream = x.stream
           where coalesce(h.version, 0) <> x.version) outdated;

  insert into events (position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at)
  select append_events.before + row_number() over (order by e.ord), e.stream, e.version, e.type, e.schema, append_events.epoch, e.data::json, e.meta::json, e.occurred, recorded
    from unnest(e_command, e_stream, e_version, e_type, e_schema, e_data, e_meta, e_occurred)
           with ordinality as e(command, stream, version, type, schema, data, meta, occurred, ord)
   where e.command <> all (refused);
  get diagnostics n = row_count;

  if n > 0 then
    insert into heads as h (stream, version)
    select e.stream, max(e.version) from unnest(e_command, e_stream, e_version) as e(command, stream, version)
     where e.command <> all (refused) group by e.stream
    on conflict (stream) do update set version = excluded.version;
  end if;

  insert into commands (principal, key, body_hash, outcome, answer, stream, version, position, recorded_at)
  select c.principal, c.key, c.hash, c.outcome, c.answer::json, c.stream, c.version, before + n, recorded
    from unnest(c_principal, c_key, c_hash, c_outcome, c_answer, c_stream, c_version) with ordinality as c(principal, key, hash, outcome, answer, stream, version, ord)
   where c.outcome <> '' and c.ord::int <> all (refused);

  if n > 0 then
    update log_head set position = before + n, recorded_at = recorded;
    perform pg_notify('appended_' || current_schema(), (before + n)::text);
  end if;
end $$;
`;
