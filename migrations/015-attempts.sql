-- The last try to post a message whose fate nobody knows: when it was begun (real time, in ms), and whether its answer was lost.
alter table messages add column begun_at double precision;
alter table messages add column answer_lost boolean not null default false;
