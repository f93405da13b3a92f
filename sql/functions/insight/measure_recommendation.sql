create or replace function analytics.measure_recommendation(
    p_vendor_id uuid,
    p_measure jsonb,
    p_from date,
    p_until date
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select case p_measure ->> 'kind'
        when 'conversion' then (
            select jsonb_build_object(
                'hits', least(sum(c.booking_count), sum(c.inquiry_count)),
                'tries', sum(c.inquiry_count),
                'value', round((
                    least(sum(c.booking_count), sum(c.inquiry_count)) / sum(c.inquiry_count)
                )::numeric, 4)
            )
            from analytics.count_outcomes(
                p_vendor_id, p_measure ->> 'dimension', p_from, p_until
            ) as c
            where c.dimension_value = p_measure ->> 'value'
            having sum(c.inquiry_count) > 0
        )
        else (
            select jsonb_build_object(
                'bookings', count(*),
                'value', case p_measure ->> 'kind' when 'booking_count' then count(*)
                    else round(avg(b."value"), 2) end,
                'variance', case p_measure ->> 'kind' when 'booking_count' then count(*)
                    else var_samp(b."value") / count(b."value") end
            )
            from analytics.current_bookings as b
            inner join analytics.vendor_profiles as v on v.vendor_id = b.vendor_id
            where b.vendor_id = p_vendor_id
                and (b.booked_at at time zone b.time_zone)::date >= p_from
                and (b.booked_at at time zone b.time_zone)::date < p_until
                and (
                    p_measure -> 'months' is null
                    or p_measure -> 'months' @> to_jsonb(extract(month from b.wedding_on)::integer)
                )
                and (
                    p_measure ->> 'kind' = 'booking_count'
                    or extract(isodow from b.wedding_on) = 6 and b.currency = v.currency
                )
            having p_measure ->> 'kind' = 'booking_count' or count(b."value") > 1
        )
    end || jsonb_build_object('from', p_from, 'until', p_until)
$$;

comment on function analytics.measure_recommendation(uuid, jsonb, date, date) is
'The figure that advice was to move, in a period: conversion (bookings for each inquiry, perhaps of
one style), mean_value (of Saturday weddings of some months, booked in the period), booking_count.
Null where the period has nothing to measure.';
revoke all on function analytics.measure_recommendation(uuid, jsonb, date, date) from public;
grant execute on function analytics.measure_recommendation(uuid, jsonb, date, date)
to analytics_definer;
