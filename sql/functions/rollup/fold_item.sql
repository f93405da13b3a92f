create or replace function analytics.fold_item(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.fold_vendor(p_item::uuid)
$$;

comment on function analytics.fold_item(timestamptz, text) is
'One item of the job fold: the vendor whose id p_item is.';
revoke all on function analytics.fold_item(timestamptz, text) from public;
