create or replace function analytics.list_filled_inbox(p_now timestamptz)
returns setof text
language sql
volatile
security invoker
set search_path = ''
as $$
    select 'analytics_inbox' where pg_relation_size('public.analytics_inbox') > 0
$$;

comment on function analytics.list_filled_inbox(timestamptz) is
'The item of the job truncate_inbox, where there is something to do.';
revoke all on function analytics.list_filled_inbox(timestamptz) from public;
