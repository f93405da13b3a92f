create or replace function analytics.list_client_bookings(p_vendor_id uuid, p_patterns text[])
returns table (booking_id text)
language sql
stable
security invoker
set search_path = ''
as $$
    select f.booking_id
    from analytics.booking_facts as f
    where f.vendor_id = p_vendor_id
        and jsonb_build_object('clientId', f.client_id)::text ~ any(p_patterns)
$$;

comment on function analytics.list_client_bookings(uuid, text[]) is
'Bookings of a vendor whose client the patterns of list_identifier_patterns name.';
revoke all on function analytics.list_client_bookings(uuid, text[]) from public;
