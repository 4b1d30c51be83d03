-- How far a run is that counts: null where it does not say, once it is over, and in rows of before.
alter table job_outputs add column progress jsonb;
