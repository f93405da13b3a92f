create or replace function analytics.compile_periods(p_periods jsonb)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        -- A single row as constants, so that the planner sees the vendor and prunes partitions.
        select case when count(*) = 1
            then format('(select %s) as v', string_agg(format(
                '%L::uuid as vendor_id, %L::text as time_zone, %L::text as currency, %s as period,'
                ' %L::timestamptz as from_at, %L::timestamptz as to_at,'
                ' %L::timestamp as from_local, %L::timestamp as to_local',
                p."vendorId", p."timeZone", p.currency, p.period, p."fromAt", p."toAt",
                p."fromLocal", p."toLocal"
            ), ''))
            else format(
                '(values %s) as v (vendor_id, time_zone, currency, period, from_at, to_at,'
                ' from_local, to_local)',
                string_agg(format(
                    '(%L::uuid, %L, %L, %s, %L::timestamptz, %L::timestamptz, %L::timestamp,'
                    ' %L::timestamp)',
                    p."vendorId", p."timeZone", p.currency, p.period, p."fromAt", p."toAt",
                    p."fromLocal", p."toLocal"
                ), ', ')
            )
        end
        from jsonb_to_recordset(p_periods) as p (
            "vendorId" uuid, "timeZone" text, currency text, period integer,
            "fromAt" timestamptz, "toAt" timestamptz, "fromLocal" timestamp, "toLocal" timestamp
        )
    );
end;
$$;

comment on function analytics.compile_periods(jsonb) is
'SQL of the relation v: the vendors of a request with their periods.';
revoke all on function analytics.compile_periods(jsonb) from public;
grant execute on function analytics.compile_periods(jsonb) to analytics_definer;
