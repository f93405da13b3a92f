create or replace function analytics.count_hours(p_plan jsonb)
returns bigint
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select max(floor(extract(epoch from p."toAt" - p."fromAt") / 3600))
        from jsonb_to_recordset(p_plan -> 'periods') as p (
            period integer, "fromAt" timestamptz, "toAt" timestamptz
        )
        where p.period = 0 and p_plan ->> 'grain' = 'hour'
    );
end;
$$;

comment on function analytics.count_hours(jsonb) is
'Hours in the timeframe of a plan whose grain is the hour; null of any other.';
revoke all on function analytics.count_hours(jsonb) from public;
grant execute on function analytics.count_hours(jsonb) to analytics_definer;
