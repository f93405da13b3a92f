create or replace function analytics.count_cells(p_plan jsonb)
returns bigint
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    -- As many groups as fields commonly have: how many there are is known only when they are read.
    c_groups_per_field constant numeric := 10;
    -- An event has to be found and its data opened, of a rollup a row is read.
    c_weight_of_raw constant numeric := 10;
    c_grain_h constant jsonb := '{
        "hour": 1, "day": 24, "week": 168, "month": 730, "quarter": 2190, "year": 8766
    }'::jsonb;
    v_hours numeric;
    v_buckets numeric;
    v_groups numeric;
begin
    -- Of all vendors, and of what they are compared with.
    select sum(h.hours), ceil(max(h.hours) / coalesce(
        (c_grain_h ->> (p_plan ->> 'grain'))::numeric,
        case when p_plan -> 'calendar' = '[]' then max(h.hours) else 24 end
    )) * count(distinct h.period)
    into v_hours, v_buckets
    from (
        select p.period, greatest(1, extract(epoch from p."toAt" - p."fromAt") / 3600) as hours
        from jsonb_to_recordset(p_plan -> 'periods') as p (
            period integer, "fromAt" timestamptz, "toAt" timestamptz
        )
    ) as h;
    v_groups := c_groups_per_field ^ (
        select count(*) from jsonb_array_elements_text(p_plan -> 'fields') as f where f <> 'vendor'
    ) * case when p_plan -> 'fields' ? 'vendor'
        then jsonb_array_length(p_plan -> 'vendors') else 1 end;
    v_groups := least(v_groups, (p_plan #>> '{top,limit}')::numeric + 1);
    return (
        select ceil(sum(greatest(v_buckets * v_groups, r.cells)))
        from jsonb_array_elements(p_plan -> 'items') as i
        cross join lateral (
            select sum(case l ->> 'from'
                when 'raw' then v_hours * c_weight_of_raw
                when 'hourly' then v_hours
                else v_hours / 24
            end) as cells
            from jsonb_array_elements(i -> 'legs') as l
        ) as r
    );
end;
$$;

comment on function analytics.count_cells(jsonb) is
'What a plan weighs before it runs, in cells: of each metric the values that are read (hours of an
hourly rollup, days of others, hours tenfold where events are counted; of all vendors and periods)
or the rows of the answer (buckets of time and groups, ten for each field), whichever are more.';
revoke all on function analytics.count_cells(jsonb) from public;
grant execute on function analytics.count_cells(jsonb) to analytics_definer;
