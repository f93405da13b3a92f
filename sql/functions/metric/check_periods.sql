create or replace function analytics.check_periods(p_periods jsonb)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_agg(distinct analytics.request_problem(
            'ZA113', case p.period when 0 then '/timeframe' else '/compareWith' end,
            case when p."toAt" <= p."fromAt" or p."toLocal" <= p."fromLocal"
                then 'to must be after from' else '100 years are the most' end
        ))
        from jsonb_to_recordset(p_periods) as p (
            period integer, "fromLocal" timestamp, "toLocal" timestamp,
            "fromAt" timestamptz, "toAt" timestamptz
        )
        where p."toAt" <= p."fromAt" or p."toLocal" <= p."fromLocal"
            or p."toLocal" > p."fromLocal" + interval '100 years'
    );
end;
$$;

comment on function analytics.check_periods(jsonb) is
'Problems (ZA113) of periods that end before they begin, or are too long; null if there is none.';
revoke all on function analytics.check_periods(jsonb) from public;
grant execute on function analytics.check_periods(jsonb) to analytics_definer;
