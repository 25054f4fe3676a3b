/**
 * Events that a read model or reaction could not take, and those of the same stream that wait behind them. What was
 * discarded stays here with its reason, so that a read model that is computed anew leaves it out again.
 */
export const parking = `
create table parked (
  consumer text not null,
  position bigint not null,
  stream text not null,
  reason text not null,
  state text not null default 'parked' check (state in ('parked', 'resumed', 'discarded')),
  parked_at timestamptz not null default clock_timestamp(),
  primary key (consumer, position)
);
create index parked_now on parked (consumer, stream) where state <> 'resumed';
`;
