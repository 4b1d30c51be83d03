-- What lies between two versions, read from git once. Versions are names for ever, so this is only ever read anew, never wrong.
create table changelogs (
  service text not null,
  from_version text not null,
  to_version text not null,
  changelog jsonb not null,
  primary key (service, from_version, to_version)
);
