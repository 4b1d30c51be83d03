-- What each event left a release as, for summaries: written in the event's own transaction and never changed.
create table turns (
  release text not null,
  seq int not null,
  at double precision not null,
  turn jsonb not null,
  primary key (release, seq)
);
create index turns_by_time on turns (at);
create trigger only_added before update or delete or truncate on turns for each statement execute function refuse_change();

-- How many people or groups a message called when it was posted.
alter table messages add column pings int not null default 0;

-- What a person follows and wants to hear, and when they last looked at their Home tab.
create table readers (
  person text primary key,
  state jsonb not null
);
