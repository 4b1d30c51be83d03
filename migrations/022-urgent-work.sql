-- Work that users wait for goes before all other; and whose work it is, so that one service cannot take every place. Null where nobody said.
alter table wakes add column urgent boolean;
alter table wakes add column service text;
-- What is urgent is asked for first, and is little.
create index urgent_wakes on wakes (lane, due_at) where leased_until is null and due_at is not null and urgent;
create index urgent_lent_wakes on wakes (leased_until) where leased_until is not null and urgent;
