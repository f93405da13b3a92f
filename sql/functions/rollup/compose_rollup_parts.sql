create or replace function analytics.compose_rollup_parts(p_event_type text)
returns table (
    fields text,
    currency text,
    dimension_rows text,
    value_aggregates text,
    metric_rows text
)
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    with fed as (
        select
            d.metric_name, d.value_field, d.unit = 'money' as is_money, d.dimensions,
            'v_' || d.value_field as v
        from analytics.metric_definitions as d
        where d.source = 'events' and p_event_type = any(d.event_types)
    ), dimension as (
        select distinct unnest(f.dimensions) as name from fed as f
    ), measure as (
        select distinct f.value_field, f.v from fed as f where f.v is not null
    )
    select
        concat(
            (
                select string_agg(format(
                    e',\n                coalesce(s.event_data ->> %L, '''') as %I',
                    analytics.json_key(d.name), 'd_' || d.name
                ), '' order by d.name)
                from dimension as d
            ),
            (
                select string_agg(format(
                    e',\n                (s.event_data ->> %L)::numeric as %I',
                    analytics.json_key(m.value_field), m.v
                ), '' order by m.v)
                from measure as m
            )
        ),
        case
            when (select bool_or(f.is_money) from fed as f)
                then 'coalesce(s.event_data ->> ''currency'', p.currency, ''EUR'')'
            else ''''''
        end,
        (
            select string_agg(format(
                e',\n            (%L, e.%I, e.day_bucket)', d.name, 'd_' || d.name
            ), '' order by d.name)
            from dimension as d
        ),
        (
            select string_agg(format(
                e',\n            count(e.%1$I) as %2$I, sum(e.%1$I) as %3$I,'
                ' sum(e.%1$I * e.%1$I) as %4$I, min(e.%1$I) as %5$I, max(e.%1$I) as %6$I',
                m.v, m.v || '_n', m.v || '_sum', m.v || '_squares', m.v || '_min', m.v || '_max'
            ), '' order by m.v)
            from measure as m
        ),
        (
            select string_agg(
                case
                    when f.v is null then format(
                        '(%L, %L::text[], '''', g.n, null::numeric, null::numeric, null::numeric,'
                        ' null::numeric)',
                        f.metric_name, '{""}'::text[] || f.dimensions
                    )
                    else format(
                        '(%L, %L::text[], %s, g.%I, g.%I, g.%I, g.%I, g.%I)',
                        f.metric_name, '{""}'::text[] || f.dimensions,
                        case when f.is_money then 'g.currency' else '''''' end,
                        f.v || '_n', f.v || '_sum', f.v || '_squares', f.v || '_min', f.v || '_max'
                    )
                end,
                e',\n        ' order by f.metric_name
            )
            from fed as f
        )
$$;

comment on function analytics.compose_rollup_parts(text) is
'The parts of the rollup query of an event type that the metric catalogue decides: the fields to
read, the currency, a row per dimension, the aggregates of each measure, a row per metric.';
revoke all on function analytics.compose_rollup_parts(text) from public;
