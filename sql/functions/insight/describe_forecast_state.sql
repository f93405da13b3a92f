create or replace function analytics.describe_forecast_state(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_forecast jsonb
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    with booking as (
        select
            count(*) as booking_count, max((b.booked_at at time zone b.time_zone)::date) as last_on,
            count(*) filter (where b."value" is null) as unvalued_count
        from analytics.current_bookings as b
        where b.vendor_id = p_vendor_id
            and (b.booked_at at time zone b.time_zone)::date <= p_today
    ), state as (
        select
            b.*, (p_forecast ->> 'historyMonths')::integer as months,
            (p_forecast ->> 'emptyMonths')::integer as empty_months,
            case p_date_basis when 'wedding' then 'weddings' else 'bookings' end as things
        from booking as b
    )
    select jsonb_build_object(
        'state', case
            when s.booking_count = 0 then 'no_bookings'
            when s.months <= 0 then 'no_complete_month'
            when s.last_on < p_today - 365 then 'dormant'
            when s.months < 12 then 'short_history'
            else 'ok'
        end,
        'bookingCount', s.booking_count,
        'notes', to_jsonb(array_remove(array[
            case when s.booking_count = 0 then
                'There are no bookings yet, so there is nothing to forecast from.'
            when s.months <= 0 then format(
                'No month with %s is over yet: the answer holds what is on the books, and no '
                'forecast.', s.things)
            end,
            case when s.months between 1 and 11 then format(
                'Only %s %s known: the months of the year come from %s, the level from these.',
                s.months, case s.months when 1 then 'month is' else 'months are' end,
                case when p_forecast ->> 'market' is null
                    then 'nowhere, and are all alike' else 'the market' end
            ) end,
            case when s.months >= 12 and s.empty_months * 2 > s.months then format(
                '%s of %s months had no %s at all.', s.empty_months, s.months, s.things
            ) end,
            case when s.booking_count > 0 and s.last_on < p_today - 365 then format(
                'The last booking was made on %s.', s.last_on
            ) end,
            case when s.months > 0 and p_forecast ->> 'accuracy' is null then
                'No past forecast can be held against what came: the limits are those of chance '
                'alone, and of a level counted from few bookings.'
            end,
            case when s.unvalued_count * 5 > s.booking_count then format(
                '%s of %s bookings have no value: revenue takes them to be worth the mean.',
                s.unvalued_count, s.booking_count
            ) end,
            case when p_forecast ->> 'market' is null then
                'No market is known: fewer than five vendors have a year of bookings, or the job '
                'refresh_market has not run.'
            end
        ], null))
    )
    from state as s
$$;

comment on function analytics.describe_forecast_state(uuid, text, date, jsonb) is
'Whether a vendor can be forecast at all, how many bookings it has, and what a reader should know
before believing the answer.';
revoke all on function analytics.describe_forecast_state(uuid, text, date, jsonb) from public;
grant execute on function analytics.describe_forecast_state(uuid, text, date, jsonb)
to analytics_definer;
