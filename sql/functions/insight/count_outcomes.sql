create or replace function analytics.count_outcomes(
    p_vendor_id uuid,
    p_dimension text,
    p_from date,
    p_until date
)
returns table (dimension_value text, inquiry_count float8, booking_count float8)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        a.dimension_value,
        coalesce(sum(a."count") filter (where a.metric_name = 'inquiries'), 0)::float8,
        coalesce(sum(a."count") filter (where a.metric_name = 'bookings'), 0)::float8
    from analytics.current_aggregates as a
    inner join analytics.vendor_profiles as v on v.vendor_id = a.vendor_id
    where a.vendor_id = p_vendor_id and a.metric_name in ('inquiries', 'bookings')
        and a.dimension = p_dimension
        and a.bucket >= p_from::timestamp at time zone v.time_zone
        and a.bucket < p_until::timestamp at time zone v.time_zone
    group by a.dimension_value
$$;

comment on function analytics.count_outcomes(uuid, text, date, date) is
'Inquiries and bookings of a vendor in a period, by a dimension such as channel, or in all (an
empty one). p_until is not in it.';
revoke all on function analytics.count_outcomes(uuid, text, date, date) from public;
grant execute on function analytics.count_outcomes(uuid, text, date, date) to analytics_definer;
