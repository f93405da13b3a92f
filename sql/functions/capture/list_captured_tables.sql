create or replace function analytics.list_captured_tables(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    -- By number: to look up a name takes rights on the schema of the host.
    select distinct format('%s %s', t.table_id::oid, t.table_id)
    from analytics.tracked_tables as t
    order by 1
$$;

comment on function analytics.list_captured_tables(timestamptz) is
'The items of the job check_captures: the tracked tables, number and name.';
revoke all on function analytics.list_captured_tables(timestamptz) from public;
