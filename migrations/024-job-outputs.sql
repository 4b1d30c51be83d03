-- What the hosts of a job's run wrote: masked before it comes here, and at most 200 KB for each step.
create table job_outputs (
  run text not null,
  step int not null,
  output text not null,
  written_at timestamptz not null default clock_timestamp(),
  primary key (run, step)
);
create index old_job_outputs on job_outputs (written_at);
