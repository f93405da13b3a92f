create or replace function analytics.resolve_clock(
    p_timeframe jsonb,
    p_vendors jsonb,
    p_now timestamptz
)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if jsonb_typeof(p_timeframe) = 'object' then
        return '';
    elsif p_timeframe = '"all_time"' then
        -- Where there is no data at all, that is the current day.
        return p_now::date;
    end if;
    return (
        select string_agg(distinct concat(v."timeZone", ' ', r.from_local, ' ', r.to_local), ', ')
        from (
            select
                v."timeZone",
                case when min(v."weekStartDay") over () = max(v."weekStartDay") over ()
                    then v."weekStartDay" else 1 end as week_start_day
            from jsonb_to_recordset(p_vendors) as v ("timeZone" text, "weekStartDay" integer)
        ) as v
        cross join lateral analytics.named_ranges(
            p_now at time zone v."timeZone", v.week_start_day
        ) as r
        where r.range_name = coalesce(p_timeframe #>> '{}', 'last_30_days')
    );
end;
$$;

comment on function analytics.resolve_clock(jsonb, jsonb, timestamptz) is
'What the timeframe of a normalized request is at a moment for its vendors: the same text as long as
its bounds are the same; empty where it does not move.';
revoke all on function analytics.resolve_clock(jsonb, jsonb, timestamptz) from public;
grant execute on function analytics.resolve_clock(jsonb, jsonb, timestamptz) to analytics_definer;
