create or replace function analytics.find_saturday_share(p_vendor_id uuid, p_today date)
returns float8
language sql
stable
security invoker
set search_path = ''
as $$
    select avg((extract(isodow from b.wedding_on) = 6)::integer)::float8
    from analytics.current_bookings as b
    where b.vendor_id = p_vendor_id and b.is_kept
        and b.wedding_on between p_today - 1095 and p_today
$$;

comment on function analytics.find_saturday_share(uuid, date) is
'The share of a vendor''s weddings of the last three years that were held on Saturdays; null
without any.';
revoke all on function analytics.find_saturday_share(uuid, date) from public;
grant execute on function analytics.find_saturday_share(uuid, date) to analytics_definer;
