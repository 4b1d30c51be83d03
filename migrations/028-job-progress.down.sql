-- An older Davy shows what was written, and no counts.
alter table job_outputs drop column progress;
