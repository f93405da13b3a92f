create or replace function analytics.average_booking_value(
    p_vendor_id uuid,
    p_currency text,
    p_now timestamptz
)
returns numeric
language sql
stable
security invoker
set search_path = ''
as $$
    select sum(m.value_sum) / nullif(sum(m.data_points), 0)
    from public.analytics_metrics as m
    where m.vendor_id = p_vendor_id and m.metric_name = 'booking_value'
        and m.aggregation_level = 'monthly' and m.dimension = '' and m.currency = p_currency
        and m.time_period > p_now - interval '13 months' and m.time_period <= p_now
$$;

comment on function analytics.average_booking_value(uuid, text, timestamptz) is
'Mean value of the bookings of the last twelve months in a currency; null where there are none.';
revoke all on function analytics.average_booking_value(uuid, text, timestamptz) from public;
grant execute on function analytics.average_booking_value(uuid, text, timestamptz)
to analytics_definer;
