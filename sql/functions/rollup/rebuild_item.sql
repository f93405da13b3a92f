create or replace function analytics.rebuild_item(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.rebuild_vendor(p_item::uuid)
$$;

comment on function analytics.rebuild_item(timestamptz, text) is
'One item of the job rebuild: the vendor whose id p_item is.';
revoke all on function analytics.rebuild_item(timestamptz, text) from public;
