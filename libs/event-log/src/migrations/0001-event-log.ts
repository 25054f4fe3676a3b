/**
 * The log of one service. Owned by the owner of the database; the service's role may only do what is granted here:
 * it can add to the log, never change or remove what is in it.
 */
export const eventLog = `
create table log_head (
  only_row boolean primary key default true check (only_row),
  epoch integer not null,
  position bigint not null,
  recorded_at timestamptz not null,
  -- Why nothing may be added just now: this log was restored and is behind what others have heard of it.
  halted text
) with (fillfactor = 50);
insert into log_head (epoch, position, recorded_at) values (1, 0, clock_timestamp());

-- Every epoch but the first began with a restore: what had been recorded after cut is lost, and positions after it are used again.
create table epochs (
  epoch integer primary key,
  cut bigint not null,
  raised_at timestamptz not null,
  reason text not null
);

create table events (
  position bigint not null,
  stream text not null,
  version integer not null,
  type text not null,
  schema_version smallint not null,
  epoch integer not null,
  data json not null,
  meta json not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (position)
) partition by range (position);
create index events_by_stream on events (stream, version);

create table heads (
  stream text primary key,
  version integer not null
) with (fillfactor = 70);

create table commands (
  principal text not null,
  key text not null,
  body_hash text not null,
  outcome text not null check (outcome in ('accepted', 'refused')),
  answer json not null,
  stream text not null,
  version integer not null,
  position bigint not null,
  recorded_at timestamptz not null,
  primary key (principal, key)
);

create table checkpoints (
  name text primary key,
  version integer not null,
  position bigint not null,
  details json
) with (fillfactor = 50);

create table leases (
  name text primary key,
  holder text not null,
  expires_at timestamptz not null
) with (fillfactor = 50);
`;

/** Ten million events a partition, so that old ones can be archived; the last one takes what comes after. */
export const eventPartitions = (schema: string): string => {
  const size = 10_000_000;
  const ranges = Array.from({ length: 8 }, (_, n) => {
    const from = n * size;
    return `create table "${schema}".events_${String(n).padStart(4, '0')} partition of "${schema}".events for values from (${from}) to (${from + size});`;
  });
  return [...ranges, `create table "${schema}".events_later partition of "${schema}".events default;`].join('\n');
};
