-- Blocked builds stand beside their line, whose row names the head of their chain: every decision reads and writes that row, and they only ever become more. Rows of before hold theirs until they are written again.
create table blocked_builds (
  service text not null references lines,
  place int not null,
  blocked jsonb not null,
  primary key (service, place)
);
