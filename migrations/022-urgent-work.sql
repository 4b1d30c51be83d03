-- Work that users wait for goes before all other; and whose work it is, so that one service cannot take every place. Null where nobody said.
alter table wakes add column urgent boolean;
alter table wakes add column service text;
