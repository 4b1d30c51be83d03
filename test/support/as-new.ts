/**
 * Remembers in a database that was just brought up to date what it holds: the rows that migrations
 * wrote, and where its counters stand.
 */
export const rememberNew = `
  create schema as_new;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('create table as_new.%I as table public.%I', name, name);
    end loop;
  end $$;
  create table as_new." counters" as
    select sequencename, start_value, last_value from pg_sequences where schemaname = 'public'`;

/**
 * Makes it as new again, with a hundredth of the work of making another. What nobody may delete
 * goes, too: by the server's master, whom no trigger of ours holds.
 */
export const makeNew = `
  set session_replication_role = replica;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from public.%I', name);
      execute format(
        'insert into public.%I overriding system value table as_new.%I', name, name);
    end loop;
  end $$;
  select setval(
    format('public.%I', sequencename)::regclass,
    coalesce(last_value, start_value),
    last_value is not null
  ) from as_new." counters"`;
