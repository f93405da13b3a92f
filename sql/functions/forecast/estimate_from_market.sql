create or replace function analytics.estimate_from_market(
    p_values float8[],
    p_next_month integer,
    p_horizon integer,
    p_shares float8[],
    p_growth float8
)
returns float8[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    with month as (
        select v.value, p_shares[(p_next_month - 1 - v.back) % 12 + 1] as share, v.back,
            (array[1, 0.6, 0.3])[v.back / 12 + 1] as weight
        from (
            select u.value, (cardinality(p_values) - u.place)::integer as back
            from unnest(p_values) with ordinality as u (value, place)
        ) as v
        where v.back < case when cardinality(p_values) >= 12
            then least(cardinality(p_values) / 12, 3) * 12 else 12 end
    ), own as (
        select
            sum(m.value) as total,
            case when cardinality(p_values) < 12 then sum(m.value) / nullif(sum(m.share), 0)
                else sum(m.value * p_growth ^ (m.back / 12 + 1) * m.weight) / sum(m.weight / 12)
            end as level
        from month as m
    ), share as (
        select
            p.phase,
            case when cardinality(p_values) < 12 then p_shares[p.phase + 1]
                -- Own months count one by one beside 500 bookings of the market.
                else (
                    500 * p_shares[p.phase + 1] + coalesce((
                        select sum(m.value) from month as m
                        where (p_next_month - 1 - m.back) % 12 = p.phase
                    ), 0)
                ) / (500 + o.total)
            end as share
        from own as o
        cross join generate_series(0, 11) as p (phase)
    )
    select array_agg(
        coalesce(o.level, 0) * s.share * p_growth ^ ((h.ahead - 1) / 12) order by h.ahead
    )
    from own as o
    cross join generate_series(1, p_horizon) as h (ahead)
    inner join share as s on s.phase = (p_next_month + h.ahead - 1) % 12
$$;

comment on function analytics.estimate_from_market(
    float8[], integer, integer, float8[], float8
) is
'Forecast of a monthly series as its own level with the months and the growth of the market: with
less than a year the shares of the market, with more those of a Dirichlet distribution in which
the own months count one by one. p_next_month is the number of the month after the last.';
revoke all on function analytics.estimate_from_market(
    float8[], integer, integer, float8[], float8
) from public;
grant execute on function analytics.estimate_from_market(
    float8[], integer, integer, float8[], float8
) to analytics_definer;
