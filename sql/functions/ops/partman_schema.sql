create or replace function analytics.partman_schema()
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    select e.extnamespace::regnamespace::text
    from pg_catalog.pg_extension as e
    where e.extname = 'pg_partman'
$$;

comment on function analytics.partman_schema() is
'Schema that pg_partman is installed in, quoted; null where it is not.';
revoke all on function analytics.partman_schema() from public;
