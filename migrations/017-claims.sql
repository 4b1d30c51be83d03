-- Fences come from one row of numbers that only grows, so that work which is done can be forgotten: born anew, it never gets a number that somebody had before.
lock table wakes in access exclusive mode;
create sequence fences;
select setval('fences', (select greatest(max(fence), 1) from wakes));
alter table wakes alter column fence set default nextval('fences');
delete from wakes where due_at is null and leased_until is null;

-- One index for each thing a claim asks: what is due, and what is lent. Neither holds the other's rows.
drop index due_wakes;
create index due_wakes on wakes (lane, due_at) where leased_until is null and due_at is not null;
create index lent_wakes on wakes (leased_until) where leased_until is not null;
-- Every row changes all the time: the dead ones are cleared by their number, not by their share.
alter table wakes set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
