create or replace function analytics.answer_what_if(
    p_what_if jsonb,
    p_vendor_id uuid,
    p_today date,
    p_forecast jsonb,
    p_months jsonb,
    p_currency text
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_agg(t.tried order by t.place)
    from (
        select 1 as place, analytics.try_capacity(
            case jsonb_typeof(p_what_if -> 'capacity')
                when 'number' then jsonb_build_object('perMonth', p_what_if -> 'capacity')
                else p_what_if -> 'capacity'
            end, p_forecast, p_months,
            coalesce(analytics.find_saturday_share(p_vendor_id, p_today), 0)
        ) as tried
        where p_what_if -> 'capacity' <> 'null'
        union all
        select 1 + c.place, analytics.try_change(
            c.kind, (p_what_if ->> c.kind)::float8, p_forecast, p_months, p_currency
        )
        from unnest('{priceChange,marketingChange}'::text[]) with ordinality as c (kind, place)
        where p_what_if -> c.kind <> 'null'
    ) as t
    where p_months #>> '{0,predictedBookings}' is not null
$$;

comment on function analytics.answer_what_if(jsonb, uuid, date, jsonb, jsonb, text) is
'What would change by each thing that a request wants to try out; null where it tries nothing or
nothing can be forecast.';
revoke all on function analytics.answer_what_if(jsonb, uuid, date, jsonb, jsonb, text) from public;
grant execute on function analytics.answer_what_if(jsonb, uuid, date, jsonb, jsonb, text)
to analytics_definer;
