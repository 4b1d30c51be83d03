-- What CI told of a build later: its newest checks. The build itself stays as it was registered.
alter table builds add column checks jsonb;
