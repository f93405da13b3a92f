create or replace function analytics.only_vendor_id(p_vendor_ids uuid[])
returns uuid
language sql
stable
security invoker
set search_path = ''
as $$
    select p.id
    from public.user_profiles as p
    where cardinality(p_vendor_ids) = 1 and p.id = p_vendor_ids[1]
$$;

comment on function analytics.only_vendor_id(uuid[]) is
'The vendor of a sender that has just one, if it is registered: its rejects that name none, or
another, belong to it.';
revoke all on function analytics.only_vendor_id(uuid[]) from public;
