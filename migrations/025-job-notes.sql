-- What a runner knows of a run whose place cannot be asked by Davy's id: what was sent, and as what it was taken.
create table job_notes (
  key text primary key,
  revision int not null,
  note text not null,
  written_at timestamptz not null default clock_timestamp()
);
create index old_job_notes on job_notes (written_at);
