create or replace function analytics.list_booked_months(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date,
    p_horizon integer
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_agg(jsonb_build_object(
        'monthNumber', m.month_number, 'forecast', null, 'books', m.booking_count
    ) order by m.month_number)
    from (
        select a.month_number, coalesce(sum(s.booking_count) filter (
            where s.gone_step is null or s.gone_step < 0
        ), 0) as booking_count
        from generate_series(
            analytics.month_number(p_today),
            analytics.month_number(p_today) + greatest(p_horizon, 12) - 1
        ) as a (month_number)
        left join analytics.list_booking_steps(p_vendor_id, p_date_basis, p_today) as s
            on s.month_number = a.month_number
        group by a.month_number
    ) as m
$$;

comment on function analytics.list_booked_months(uuid, text, date, integer) is
'The months ahead of a vendor that nothing can be forecast for yet: what is on the books, and no
forecast.';
revoke all on function analytics.list_booked_months(uuid, text, date, integer) from public;
grant execute on function analytics.list_booked_months(uuid, text, date, integer)
to analytics_definer;
