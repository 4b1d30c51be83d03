-- An older Davy knows the checks that a build was registered with, and no others.
alter table builds drop column checks;
