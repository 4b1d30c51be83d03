-- What the hosts of a job's run wrote: masked before it comes here, and at most 200 KB for each step.
create table job_outputs (
  run text not null,
  step int not null,
  output text not null,
  primary key (run, step)
);
