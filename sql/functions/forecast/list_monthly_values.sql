create or replace function analytics.list_monthly_values(
    p_metric_name text,
    p_now timestamptz,
    p_vendor_ids uuid[] default null,
    p_currency text default null,
    p_from date default null,
    p_until date default null
)
returns table (vendor_id uuid, start_on date, month_values float8[])
language sql
stable
security invoker
set search_path = ''
as $$
    with vendor as (
        select
            v.vendor_id, v.time_zone, coalesce(p_currency, v.currency) as currency,
            -- The month that is running is not known yet.
            least(
                (pg_catalog.date_trunc('month', p_now at time zone v.time_zone)
                    - interval '1 month')::date,
                p_until
            ) as last_on
        from analytics.vendor_profiles as v
        where p_vendor_ids is null or v.vendor_id = any (p_vendor_ids)
    ),
    part as (
        select
            v.vendor_id, (m.time_period at time zone v.time_zone)::date as month_on,
            m.metric_type, m.metric_value, m.data_points, m.value_sum, false as is_pending
        from vendor as v
        inner join public.analytics_metrics as m on m.vendor_id = v.vendor_id
        where m.aggregation_level = 'monthly' and m.dimension = ''
            and m.metric_name = p_metric_name and m.currency in ('', v.currency)
        union all
        -- What the fold has not come to yet: the first request may be sooner.
        select
            v.vendor_id,
            pg_catalog.date_trunc('month', d.bucket at time zone v.time_zone)::date,
            c.default_aggregation, null, d."count", d."sum", true
        from vendor as v
        inner join analytics.pending_aggregates as d on d.vendor_id = v.vendor_id
        inner join analytics.metric_definitions as c on c.metric_name = d.metric_name
        where d.dimension = '' and d.metric_name = p_metric_name
            and d.currency in ('', v.currency)
        union all
        -- Of bookings, not of events; of the first months those booked early are missing.
        select
            v.vendor_id, pg_catalog.date_trunc('month', b.wedding_on::timestamp)::date, 'count',
            count(*), count(*), null, false
        from vendor as v
        cross join lateral analytics.find_first_month(
            v.vendor_id, 'wedding', (p_now at time zone v.time_zone)::date
        ) as f (first_month)
        inner join analytics.current_bookings as b on b.vendor_id = v.vendor_id
        where p_metric_name = 'weddings' and b.is_kept and b.booked_at is not null
            and b.wedding_on >= analytics.month_start(f.first_month)
        group by 1, 2
    ),
    known as (
        select
            p.vendor_id, p.month_on, (
                case when bool_or(p.is_pending) then analytics.headline_value(
                    min(p.metric_type), sum(p.data_points)::bigint, sum(p.value_sum)
                ) else sum(p.metric_value) end
            )::float8 as month_value,
            bool_or(p.metric_type in ('average', 'last')) as is_average
        from part as p
        group by p.vendor_id, p.month_on
        having not bool_or(p.is_pending) or sum(p.data_points) > 0
    ),
    span as (
        select
            k.vendor_id, v.last_on, bool_or(k.is_average) as is_average,
            greatest(min(k.month_on), p_from) as first_on
        from known as k
        inner join vendor as v on v.vendor_id = k.vendor_id
        where k.month_on <= v.last_on
        group by k.vendor_id, v.last_on
    ),
    grid as (
        select
            s.vendor_id, s.is_average, g::date as month_on, k.month_value,
            count(k.month_value) over (partition by s.vendor_id order by g) as known_count
        from span as s
        cross join lateral generate_series(
            s.first_on::timestamp, s.last_on::timestamp, interval '1 month'
        ) as g
        left join known as k on k.vendor_id = s.vendor_id and k.month_on = g::date
    ),
    filled as (
        select
            g.vendor_id, g.month_on, case
                when g.month_value is not null then g.month_value
                -- A month without reviews says nothing new; one without bookings has none.
                when g.is_average then
                    max(g.month_value) over (partition by g.vendor_id, g.known_count)
                else 0
            end as month_value
        from grid as g
    )
    select f.vendor_id, min(f.month_on), array_agg(coalesce(f.month_value, 0) order by f.month_on)
    from filled as f
    group by f.vendor_id
    order by f.vendor_id
$$;

comment on function analytics.list_monthly_values(text, timestamptz, uuid[], text, date, date) is
'A metric by whole months of each vendor''s own time zone, without gaps, from its first month to the
last that is over, in a currency (by default the vendor''s own). By the date basis of the metric:
the day of booking for bookings, of the wedding for weddings, of payment for revenue, of the review
for satisfaction, whose months without any have the value before. Exact at commit: what is pending
counts.';
revoke all on function analytics.list_monthly_values(text, timestamptz, uuid[], text, date, date)
from public;
grant execute on function analytics.list_monthly_values(
    text, timestamptz, uuid[], text, date, date
) to analytics_definer;
