create or replace function analytics.list_captured_tables(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    select distinct t.table_id::text from analytics.tracked_tables as t order by 1
$$;

comment on function analytics.list_captured_tables(timestamptz) is
'The items of the job check_captures: the tracked tables.';
revoke all on function analytics.list_captured_tables(timestamptz) from public;
