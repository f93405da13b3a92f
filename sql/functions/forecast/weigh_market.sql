create or replace function analytics.weigh_market(p_values float8[])
returns float8
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case when cardinality(p_values) < 12 then 1
        else 1000 / (1000 + (
            select sum(v.value) from unnest(p_values) with ordinality as v (value, place)
            where v.place > cardinality(p_values) - 36
        )) end
$$;

comment on function analytics.weigh_market(float8[]) is
'What the market counts beside the own history, 0 to 1: all with less than a year, then as much as
1,000 bookings beside those of three years.';
revoke all on function analytics.weigh_market(float8[]) from public;
grant execute on function analytics.weigh_market(float8[]) to analytics_definer;
