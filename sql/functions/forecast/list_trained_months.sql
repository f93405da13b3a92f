create or replace function analytics.list_trained_months(
    p_vendor_id uuid,
    p_date_basis text,
    p_today date
)
returns setof analytics.trained_month
language sql
stable
security invoker
set search_path = ''
as $$
    with candidate as materialized (
        select
            v.*, analytics.month_number(p_today) - 1 - analytics.month_number(v.trained_until)
                as lag_months
        from analytics.forecast_models as m
        inner join analytics.forecast_model_versions as v on v.vendor_id = m.vendor_id
            and v.model_id = m.id and v.state = 'champion'
        where m.vendor_id = p_vendor_id
            and m.target = case p_date_basis when 'wedding' then 'weddings' else 'bookings' end
            -- A series that was sent is not what the vendor has; months to come were not known.
            and not v.recipe -> 'trainingData' ? 'series'
            and v.trained_until < analytics.month_start(analytics.month_number(p_today))
        order by v.score nulls last, v.promoted_at desc, v.model_id
        limit 3
    )
    select
        c.model_id, c.version, 0,
        analytics.month_number(p.month_on) - analytics.month_number(p_today), p.predicted::float8
    from candidate as c
    inner join analytics.forecast_predictions as p on p.vendor_id = c.vendor_id
        and p.model_id = c.model_id and p.version = c.version
        and p.month_on >= analytics.month_start(analytics.month_number(p_today))
    union all
    select
        c.model_id, c.version, (w.item ->> 'monthsBack')::integer + c.lag_months,
        (f.place - 1)::integer, f.predicted::float8
    from candidate as c
    cross join lateral jsonb_array_elements(c.backtest -> 'windows') as w (item)
    cross join lateral jsonb_array_elements_text(w.item -> 'predicted')
        with ordinality as f (predicted, place)
    where f.place <= 12
$$;

comment on function analytics.list_trained_months(uuid, text, date) is
'What the champions among a vendor''s trained models, the three with the best backtests, say of the
months ahead of today (months_back is 0), and what they would have said so many months before it,
from what was known then: of weddings those of the target weddings, else those of bookings.';
revoke all on function analytics.list_trained_months(uuid, text, date) from public;
grant execute on function analytics.list_trained_months(uuid, text, date) to analytics_definer;
