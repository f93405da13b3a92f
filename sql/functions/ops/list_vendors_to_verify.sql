create or replace function analytics.list_vendors_to_verify(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select s.vendor_id::text
    from analytics.fold_state as s
    where abs(hashtext(s.vendor_id::text)::bigint) % 7
        = floor(extract(epoch from p_now) / 86400)::bigint % 7
    order by s.vendor_id
$$;

comment on function analytics.list_vendors_to_verify(timestamptz) is
'The seventh of the vendors whose turn it is on that day, so that each has it once a week.';
revoke all on function analytics.list_vendors_to_verify(timestamptz) from public;
