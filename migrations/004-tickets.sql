-- What became of the tickets of a release, one row for each stage: what would happen, what happened, what was said when it was taken back.
create table ticket_work (
  release text not null,
  stage text not null check (stage in ('plan', 'live', 'back')),
  state jsonb not null,
  primary key (release, stage)
);
