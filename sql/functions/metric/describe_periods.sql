create or replace function analytics.describe_periods(p_plan jsonb, p_period integer)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_build_object(
            'from', min(p."fromLocal"), 'to', max(p."toLocal"), 'timeZone', p_plan -> 'timeZone'
        )
        from jsonb_to_recordset(p_plan -> 'periods') as p (
            period integer, "fromLocal" timestamp, "toLocal" timestamp
        )
        where p.period = p_period
    );
end;
$$;

comment on function analytics.describe_periods(jsonb, integer) is
'{"from", "to", "timeZone"} of a plan, local times; timeZone is null for vendors of several zones.';
revoke all on function analytics.describe_periods(jsonb, integer) from public;
grant execute on function analytics.describe_periods(jsonb, integer) to analytics_definer;
