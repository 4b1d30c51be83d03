-- One row: by how much the replicas' time is ahead of this database's clock since somebody set that, and the latest time any of them was told (ms).
create table kept_time (
  one boolean primary key default true check (one),
  ahead_ms double precision not null default 0,
  last_ms double precision
);
insert into kept_time default values;
