-- A build may be registered before its image is made, and each line finds its own: an AMI's id names it in one region alone. What a line found, or CI told later for all lines (the empty one), is written once.
alter table builds alter column image drop not null;
create table given_images (
  product text not null,
  version text not null,
  line text not null,
  image text not null,
  primary key (product, version, line),
  foreign key (product, version) references builds (service, version)
);
