create or replace function analytics.read_plain_totals(p_plan jsonb, p_item jsonb)
returns analytics.metric_cell[]
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_metric_name text := p_item #>> '{legs,0,metric}';
    v_is_view boolean := p_item #>> '{legs,0,from}' = 'view';
    v_is_per_currency boolean := (p_item ->> 'isPerCurrency')::boolean;
    v_calc text := p_item ->> 'calc';
    v_factor integer := case when (p_item ->> 'isPercent')::boolean then 100 else 1 end;
    v_grain text := p_plan ->> 'grain';
    v_week_start_day integer := (p_plan ->> 'weekStartDay')::integer;
    v_period record;
    v_sums analytics.metric_cell[];
begin
    -- Each period by itself: bounds that are values are sought in the index, whatever the plan
    -- that is kept believes about the number of periods.
    for v_period in
        select p.*
        from jsonb_to_recordset(p_plan -> 'periods') as p (
            period integer, "vendorId" uuid, "timeZone" text, "fromAt" timestamptz,
            "toAt" timestamptz, "fromLocal" timestamp, "toLocal" timestamp
        )
    loop
        if v_is_view then
            v_sums := v_sums || (
                select array_agg(row(
                    v_period.period, false, s.currency, 0, '{}',
                    concat(to_char(s.t, 'YYYY-MM-DD"T"HH24')), s.x, s.n
                )::analytics.metric_cell)
                from (
                    select
                        a.currency,
                        analytics.start_of_bucket(
                            a.metric_date::timestamp, v_grain, v_week_start_day
                        ) as t,
                        sum(a.daily_value) as x, sum(a.data_points) as n
                    from analytics.vendor_daily_metrics as a
                    where a.vendor_id = v_period."vendorId" and a.metric_name = v_metric_name
                        and a.metric_date >= v_period."fromLocal"::date
                        and a.metric_date < v_period."toLocal"::date
                    group by 1, 2
                ) as s
            );
        else
            v_sums := v_sums || (
                select array_agg(row(
                    v_period.period, false, s.currency, 0, '{}',
                    concat(to_char(s.t, 'YYYY-MM-DD"T"HH24')), s.x, s.n
                )::analytics.metric_cell)
                from (
                    select
                        a.currency,
                        analytics.start_of_bucket(
                            a.bucket at time zone v_period."timeZone", v_grain, v_week_start_day
                        ) as t,
                        sum(a."sum") as x, sum(a."count") as n
                    from analytics.current_aggregates as a
                    where a.vendor_id = v_period."vendorId" and a.metric_name = v_metric_name
                        and a.dimension = ''
                        and a.bucket >= v_period."fromAt" and a.bucket < v_period."toAt"
                    group by 1, 2
                ) as s
            );
        end if;
    end loop;
    return (
        select array_agg(row(
            g.period, v_grain is not null and g.is_total, g.currency, 0, '{}',
            case when g.is_total then '' else g.axis end,
            case v_calc
                when 'count' then g.n
                when 'sum' then g.x
                else round(v_factor * (g.x / nullif(g.n, 0)), 6)
            end,
            g.n
        )::analytics.metric_cell)
        from (
            select
                k.period, k.currency, k.axis, grouping(k.axis) <> 0 as is_total,
                sum(k.value) as x, sum(k.n) as n
            from (
                select
                    c.period, case when v_is_per_currency then c.currency else '' end as currency,
                    c.axis, c.value, c.n
                from unnest(v_sums) as c
            ) as k
            group by grouping sets ((k.period, k.currency, k.axis), (k.period, k.currency))
            -- Without a grain both sets are the same.
            having sum(k.n) <> 0 and (v_grain is not null or grouping(k.axis) <> 0)
        ) as g
    );
end;
$$;

comment on function analytics.read_plain_totals(jsonb, jsonb) is
'The cells of an item of plain totals: what the query of analytics.compile_item gives, by one that
need not be planned for each request.';
revoke all on function analytics.read_plain_totals(jsonb, jsonb) from public;
grant execute on function analytics.read_plain_totals(jsonb, jsonb) to analytics_definer;
