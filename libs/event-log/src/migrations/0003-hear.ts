/**
 * How far this service has heard each partition of each source, and the records it could not take.
 *
 * CHAIN. Which records follow the mark is worked out by the caller, from the positions that each record names; see
 * hearing-plan.ts of messaging. `settled` counts decisions about what is parked, so that a caller who has not seen one is turned away.
 */
const tables = `
create table hearing (
  source text not null,
  partition integer not null,
  epoch integer not null default 0,
  position bigint not null default 0,
  recorded_at timestamptz,
  settled integer not null default 0,
  -- Where to go on reading in the transport. A convenience: what is read again is known by its position.
  next_offset bigint,
  problem text,
  primary key (source, partition)
) with (fillfactor = 50);

create table parked_records (
  number bigint primary key,
  source text not null,
  partition integer not null,
  id text not null,
  stream text not null,
  reason text not null,
  record json not null,
  state text not null default 'parked' check (state in ('parked', 'resumed', 'discarded')),
  parked_at timestamptz not null default clock_timestamp(),
  unique (source, id)
);
create index parked_records_now on parked_records (source, stream) where state = 'parked';

-- What a service has decided about the types of a source: kept in its log, or passed over because nothing knew them.
create table heard_types (
  source text not null,
  type text not null,
  kept boolean not null,
  primary key (source, type)
);

-- Types declared after the source had been heard: to be filled in up to where listening had come by then.
create table back_fills (
  source text not null,
  type text not null,
  partition integer not null,
  until_epoch integer not null,
  until_position bigint not null,
  filled boolean not null default false,
  primary key (source, type, partition)
);
`;

const arrays = 'e_stream text[], e_type text[], e_schema int[], e_data json[], e_meta json[], e_occurred timestamptz[]';
const handed = 'e_stream, e_type, e_schema, e_data, e_meta, e_occurred';
/** How many were stored, after which position, when, and the versions that they gave their streams. */
const stored = 'out stored int, out before bigint, out recorded timestamptz, out versions int[]';
/** Whoever adds to the log holds the row of its head; see migration 0002. */
const lock = 'perform from log_head l where l.only_row for update;';

/** Appends foreign facts, each in the next version of the stream it is kept in. Called under the lock of the log alone. */
const appendHeard = `
create function append_heard(${arrays}, ${stored}) language plpgsql
as $$
declare
  own_epoch int;
  halt text;
begin
  stored := cardinality(e_stream);
  if stored = 0 then return; end if;
  update log_head l set position = l.position + stored, recorded_at = greatest(l.recorded_at, clock_timestamp()) where l.only_row
  returning l.position - stored, l.epoch, l.recorded_at, l.halted into before, own_epoch, recorded, halt;
  if halt is not null then raise exception using errcode = 'MW001', message = halt; end if;

  with inserted as (
  insert into events (position, stream, version, type, schema_version, epoch, data, meta, occurred_at, recorded_at)
  select before + e.ord, e.stream, coalesce(h.version, 0) + row_number() over (partition by e.stream order by e.ord),
         e.type, e.schema, own_epoch, e.data, e.meta, e.occurred, recorded
    from unnest(${handed}) with ordinality as e(stream, type, schema, data, meta, occurred, ord)
    left join heads h on h.stream = e.stream
  returning position, version)
  select array_agg(i.version order by i.position) into versions from inserted i;

  insert into heads as h (stream, version)
  select e.stream, count(*) from unnest(e_stream) as e(stream) group by e.stream
  on conflict (stream) do update set version = h.version + excluded.version;
  perform tell_appended(before + stored);
end $$;
`;

/**
 * What was heard from one partition of a source: events into the log, records that cannot be taken aside, the mark
 * forward, all in one transaction. Nothing happens, and the answer is null, when the mark is not where the caller saw it.
 */
const hearEvents = `
create function hear_events(
  from_source text, from_partition int, seen_epoch int, seen_position bigint, seen_settled int,
  to_epoch int, to_position bigint, to_recorded timestamptz, go_on_at bigint, to_problem text,
  ${arrays},
  p_id text[], p_stream text[], p_reason text[], p_record json[], unknown_types text[],
  ${stored}
) language plpgsql
as $$
begin
  ${lock}
  insert into hearing (source, partition) values (from_source, from_partition) on conflict do nothing;
  update hearing h set epoch = to_epoch, position = to_position, recorded_at = coalesce(to_recorded, h.recorded_at),
         next_offset = coalesce(go_on_at, h.next_offset), problem = to_problem
   where h.source = from_source and h.partition = from_partition
     and h.epoch = seen_epoch and h.position = seen_position and h.settled = seen_settled;
  if not found then return; end if;

  insert into parked_records (number, source, partition, id, stream, reason, record)
  select coalesce((select max(number) from parked_records), 0) + p.ord, from_source, from_partition, p.id, p.stream, p.reason, p.record
    from unnest(p_id, p_stream, p_reason, p_record) with ordinality as p(id, stream, reason, record, ord)
  on conflict (source, id) do nothing;
  insert into heard_types (source, type, kept) select from_source, t, false from unnest(unknown_types) as t on conflict do nothing;

  select a.stored, a.before, a.recorded, a.versions into stored, before, recorded, versions from append_heard(${handed}) a;
end $$;
`;

/** Takes parked records of one stream into the log, in order; null when they are not the first ones that wait there. */
const resumeHeard = `
create function resume_heard(from_source text, of_stream text, numbers bigint[], ${arrays}) returns int language plpgsql
as $$
begin
  ${lock}
  if numbers <> (select coalesce(array_agg(w.number order by w.number), '{}') from (
       select number from parked_records where source = from_source and stream = of_stream and state = 'parked'
        order by number limit cardinality(numbers)) w)
  then return null; end if;
  update parked_records set state = 'resumed' where number = any(numbers);
  update hearing set settled = settled + 1 where source = from_source;
  return (append_heard(${handed})).stored;
end $$;
`;

/** Fills in events of types that are declared late, each once by its id; those that are there already are passed over. */
const backFill = `
create function back_fill(e_id text[], ${arrays}) returns int language plpgsql
as $$
declare
  missing record;
begin
  ${lock}
  select coalesce(array_agg(e.stream order by e.ord), '{}') as stream, coalesce(array_agg(e.type order by e.ord), '{}') as type,
         coalesce(array_agg(e.schema order by e.ord), '{}') as schema, coalesce(array_agg(e.data order by e.ord), '{}') as data,
         coalesce(array_agg(e.meta order by e.ord), '{}') as meta, coalesce(array_agg(e.occurred order by e.ord), '{}') as occurred
    into missing
    from unnest(e_id, ${handed}) with ordinality as e(id, stream, type, schema, data, meta, occurred, ord)
   where not exists (select from events k where k.stream = e.stream and k.type = e.type and k.meta->>'eventId' = e.id);
  return (append_heard(missing.stream, missing.type, missing.schema, missing.data, missing.meta, missing.occurred)).stored;
end $$;
`;

/** After a restore: what is recorded from now on can be told from what was lost, and the log may be added to again. */
const raiseEpoch = `
create function raise_epoch(why text) returns int language plpgsql
as $$
declare
  raised int;
begin
  ${lock}
  update log_head set epoch = epoch + 1, halted = null returning epoch into raised;
  insert into epochs (epoch, cut, raised_at, reason) select raised, position, clock_timestamp(), why from log_head;
  return raised;
end $$;
`;

export const hear = [tables, appendHeard, hearEvents, resumeHeard, backFill, raiseEpoch].join('\n');
