-- What was counted of releases on both sides: what is known of each, and each look, so that a verdict can be computed again by somebody else. Looks are text, which is compressed as one: so many small numbers take a fourth of the room that jsonb gives them.
create table soaks (
  release text primary key,
  state jsonb not null,
  last jsonb not null,
  old jsonb not null,
  written_at timestamptz not null default clock_timestamp()
);
create index old_soaks on soaks (written_at);
create table looks (
  release text not null,
  at double precision not null,
  look text not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (release, at)
);
create index old_looks on looks (taken_at);
