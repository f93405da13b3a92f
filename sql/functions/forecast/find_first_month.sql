create or replace function analytics.find_first_month(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date
)
returns integer
language sql
stable
security invoker
set search_path = ''
as $$
    with booking as materialized (
        select b.wedding_on, b.lead_days, (b.booked_at at time zone b.time_zone)::date as booked_on
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id and b.booked_at is not null
    ), recorded as (
        select
            analytics.month_number(min(b.booked_on)) as booked_month,
            analytics.month_number(min(b.wedding_on)) as wedding_month,
            -- Of weddings before that, those booked early are missing.
            analytics.month_number(
                min(b.booked_on)
                + percentile_disc(0.5) within group (order by greatest(b.lead_days, 0))
            ) as whole_month
        from booking as b
        where b.booked_on <= p_today
    )
    select case
        when p_date_basis <> 'wedding' then r.booked_month
        when analytics.month_number(p_today) - r.whole_month >= 12
            then greatest(r.wedding_month, r.whole_month)
        else r.wedding_month
    end
    from recorded as r
$$;

comment on function analytics.find_first_month(uuid, text, date) is
'The month with which the series of a vendor begins: that of the first booking or, of weddings, the
first by which the usual lead time has passed since bookings are recorded, where a year remains
then. Null without bookings.';
revoke all on function analytics.find_first_month(uuid, text, date) from public;
grant execute on function analytics.find_first_month(uuid, text, date) to analytics_definer;
