/**
 * What is known of the delivery of published events to webhooks, beside the facts about them. None of it is computed from
 * the log, so that what is computed anew sends nothing a second time. Secrets stand here and nowhere else, and can be erased.
 */
export const webhooks = `
create table webhook_secrets (
  webhook text not null,
  secret text not null,
  made_at timestamptz not null default clock_timestamp(),
  -- Null for the one that is signed with for good.
  valid_until timestamptz,
  primary key (webhook, secret)
);

create table webhook_cursors (
  webhook text primary key,
  -- Everything up to here is delivered, or stands among the deliveries as pending.
  position bigint not null,
  -- How many attempts have failed since the last that did not.
  failures integer not null default 0,
  failing_since timestamptz
) with (fillfactor = 50);

create table webhook_deliveries (
  webhook text not null,
  event_id text not null,
  position bigint not null,
  type text not null,
  state text not null check (state in ('pending', 'delivered', 'given-up')),
  attempts integer not null,
  first_at timestamptz not null,
  -- When it is tried again.
  next_at timestamptz,
  -- Each attempt: when, with which status or error, after how many milliseconds.
  log jsonb not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (webhook, event_id)
);
create index webhook_deliveries_pending on webhook_deliveries (webhook, next_at) where state = 'pending';
create index webhook_deliveries_latest on webhook_deliveries (webhook, position);
`;
