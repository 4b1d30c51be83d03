-- A return to an older build is a kind of its own; before, it was a release whose state said so.
alter table releases drop constraint releases_kind_check;
alter table releases add constraint releases_kind_check check (kind in ('prerelease', 'release', 'return'));
update releases set kind = 'return' where kind = 'release' and state->'fast' = 'true';
