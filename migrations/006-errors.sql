-- What people said of the errors of a service: one word at a time for each error group. Who said what before is in the events.
create table known_issues (
  service text not null,
  fingerprint text not null,
  said_at double precision not null,
  known jsonb not null,
  primary key (service, fingerprint)
);
create index known_by_time on known_issues (service, said_at desc);

-- The error groups that each build brought, with their newest numbers and where they came from.
create table seen_errors (
  service text not null,
  version text not null,
  fingerprint text not null,
  place int not null,
  error jsonb not null,
  primary key (service, version, fingerprint)
);
