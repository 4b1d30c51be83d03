-- What one service has once. `seq` and `head` are the number and the hash of the newest event of its stream.
create table lines (
  service text primary key,
  state jsonb not null,
  seq int not null default 0,
  head text not null default ''
);

create table releases (
  id text primary key,
  ordinal bigint generated always as identity,
  service text not null references lines,
  kind text not null check (kind in ('prerelease', 'release')),
  open boolean not null,
  moving boolean not null,
  state jsonb not null,
  seq int not null default 0,
  head text not null default ''
);
-- The database holds this rule, so that no race can break it.
create unique index one_moving_release_per_service on releases (service) where moving;
create index releases_of_service on releases (service, ordinal desc);
create index open_releases on releases (service, ordinal) where open;

-- Only ever added to. `body` is the canonical text the hash is taken over.
create table events (
  id bigint generated always as identity primary key,
  stream text not null,
  seq int not null,
  body text not null,
  hash text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint one_event_per_number unique (stream, seq)
);

-- The heads that moved since the checkpoint before; its hash is also written outside the database.
create table checkpoints (
  id bigint generated always as identity primary key,
  last_event bigint not null,
  body text not null,
  hash text not null,
  made_at timestamptz not null default clock_timestamp()
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger only_added before update or delete or truncate on events for each statement execute function refuse_change();
create trigger only_added before update or delete or truncate on checkpoints for each statement execute function refuse_change();

create table effects (
  id bigint generated always as identity primary key,
  key text not null,
  lane text not null,
  effect jsonb not null,
  done_at timestamptz,
  superseded_at timestamptz
);
create index waiting_effects on effects (key, lane, id) where done_at is null and superseded_at is null;

-- `due_at` and `failing_since` are clock ms, null for no wish; `leased_until` is the database's own time.
create table wakes (
  key text not null,
  lane text not null,
  due_at double precision,
  leased_until timestamptz,
  fence bigint not null default 0,
  tries int not null default 0,
  failing_since double precision,
  primary key (key, lane)
);
create index due_wakes on wakes (lane, due_at);

create table inbox (
  id text primary key,
  ordinal bigint generated always as identity,
  once text unique,
  body jsonb not null,
  received_at timestamptz not null default clock_timestamp(),
  lent_until timestamptz,
  answered_at timestamptz
);
create index unanswered on inbox (ordinal) where answered_at is null;

-- What came of a delivery; null only while its transaction is open.
create table outcomes (
  delivery text primary key,
  decision jsonb,
  decided_at timestamptz not null default clock_timestamp()
);

create table messages (
  subject text not null,
  kind text not null,
  ordinal bigint generated always as identity,
  channel text not null,
  thread text,
  ts text,
  hash text not null,
  primary key (subject, kind)
);

create table builds (
  service text not null,
  version text not null,
  ordinal bigint generated always as identity,
  commit text not null,
  image text not null,
  build jsonb not null,
  primary key (service, version)
);

create table readings (
  release text not null,
  at double precision not null,
  readings jsonb not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (release, at)
);
create index old_readings on readings (taken_at);
