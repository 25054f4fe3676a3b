/**
 * Appends what was heard from another service, and moves the mark of (source, partition) in the same transaction.
 * Every position is there once; each record names the position before it in its partition.
 * A position at or below the mark is a duplicate and skipped. One whose \`previous\` is not the mark means that records
 * are missing between: nothing from there on is taken, \`broken_since\` is set, and the caller turns readiness red.
 * A record without a type moves the mark only: this service does not keep its kind.
 */
export const hear = `
create function hear_events(
  from_source text, from_partition int, from_epoch int, go_on_at bigint,
  r_position bigint[], r_previous bigint[], r_stream text[], r_type text[], r_schema int[], r_data text[], r_meta text[], r_occurred timestamptz[],
  out mark bigint, out stored int, out broken boolean
) language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  before bigint;
  recorded timestamptz;
  own_epoch int;
  reached bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('millwright.log.' || current_schema(), 0));

  insert into hearing (source, partition, epoch, position) values (from_source, from_partition, from_epoch, 0) on conflict do nothing;
  select h.position into mark from hearing h where h.source = from_source and h.partition = from_partition;

  select coalesce(max(linked.position) filter (where linked.breaks = 0), mark) into reached from (
    select r.position, sum(case when r.previous = r.expected then 0 else 1 end) over (order by r.position) as breaks from (
      select r.position, r.previous, coalesce(lag(r.position) over (order by r.position), mark) as expected
        from unnest(r_position, r_previous) as r(position, previous) where r.position > mark
    ) r
  ) linked;

  select l.position, l.epoch, greatest(l.recorded_at, clock_timestamp()) into before, own_epoch, recorded from log_head l;

  insert into events (position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at)
  select before + row_number() over (order by r.position), r.stream,
         coalesce(h.version, 0) + row_number() over (partition by r.stream order by r.position),
         r.type, r.schema, own_epoch, r.data::json, r.meta::json, r.occurred, recorded
    from unnest(r_position, r_stream, r_type, r_schema, r_data, r_meta, r_occurred)
           as r(position, stream, type, schema, data, meta, occurred)
    left join heads h on h.stream = r.stream
   where r.position > mark and r.position <= reached and r.type is not null;
  get diagnostics stored = row_count;

  if stored > 0 then
    insert into heads as h (stream, version)
    select r.stream, count(*) from unnest(r_position, r_stream, r_type) as r(position, stream, type)
     where r.position > mark and r.position <= reached and r.type is not null group by r.stream
    on conflict (stream) do update set version = h.version + excluded.version;
    update log_head set position = before + stored, recorded_at = recorded;
    perform pg_notify('appended_' || current_schema(), (before + stored)::text);
  end if;

  broken := exists (select 1 from unnest(r_position) as r(position) where r.position > reached);
  update hearing h set position = reached, epoch = from_epoch, next_offset = coalesce(go_on_at, h.next_offset), broken_since = case when broken then coalesce(h.broken_since, recorded) end
   where h.source = from_source and h.partition = from_partition;
  mark := reached;
end $$;
`;
