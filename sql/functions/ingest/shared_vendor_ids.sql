create or replace function analytics.shared_vendor_ids(p_some uuid[], p_others uuid[])
returns uuid[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_some is null then p_others
        when p_others is null then p_some
        else array(select s from unnest(p_some) as s where s = any(p_others))
    end
$$;

comment on function analytics.shared_vendor_ids(uuid[], uuid[]) is
'Vendors in both arrays, of which null holds all.';
revoke all on function analytics.shared_vendor_ids(uuid[], uuid[]) from public;
