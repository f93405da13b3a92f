create or replace function analytics.count_units(p_route text, p_bytes bigint)
returns integer
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return coalesce(
        (
            select c.unit_count + coalesce(p_bytes / c.bytes_per_unit, 0)
            from analytics.route_costs as c
            where c.route = p_route
        ),
        1
    );
end;
$$;

comment on function analytics.count_units(text, bigint) is
'Units that a request to a route costs, with a body of so many bytes.';
revoke all on function analytics.count_units(text, bigint) from public;
grant execute on function analytics.count_units(text, bigint) to analytics_definer;
