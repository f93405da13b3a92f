begin;
\ir ../setup.psql
\ir bookings.psql
select plan(12);

select is(
    analytics.estimate_from_market(
        array[10], 24001, 3,
        array[0.2, 0.1, 0.3, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.03, 0.02], 1
    ),
    array[5, 15, 2.5]::float8[],
    'from one month the market makes a year: January has a fifth of it, February a tenth'
);
select is(
    even.r, array[3, 3]::numeric[], 'an own year of nothing but even months stays even'
)
from (
    select array_agg(round(v::numeric, 6)) as r
    from unnest(analytics.estimate_from_market(
        array_fill(3::float8, array[24]), 24000, 2, array_fill(1.0::float8 / 12, array[12]), 1
    )) as v
) as even;
select is(analytics.weigh_market(array[5]), 1::float8, 'less than a year is the market''s');
select is(
    analytics.weigh_market(array_fill(10::float8, array[100])), 1000 / 1360::float8,
    'then 1,000 bookings weigh as much as those of three years'
);

-- Six vendors of the same shape, one of which takes no part, and one of another type.
create temp table vendor as
select
    n,
    pg_temp.make_vendor() as id
from generate_series(1, 7) as n;
update analytics.vendor_settings as s
set vendor_type = case v.n when 7 then 'florist' else 'venue' end,
    opt_outs = case v.n when 6 then array['benchmarks'] else '{}' end
from vendor as v where s.vendor_id = v.id;
select sum(pg_temp.book_monthly(
    v.id, '2023-11-01', 36,
    case v.n when 6 then array[9, 0] when 7 then array[2] else array[1, 3] end
)) from vendor as v;
select lives_ok(
    $$ select analytics.refresh_market('2026-11-25T00:00:00Z', null) $$, 'the market is learnt'
);
select results_eq(
    $$
    select m.segment, m.vendor_count from analytics.market_profiles as m
    where m.date_basis = 'wedding' and m.as_of_month = '2026-11-01'
        and m.vendor_count <= 6 order by m.segment
    $$,
    $$ values ('', 6), ('venue', 5) $$,
    'five take part and one of another type: that type alone is too small'
);
select ok(
    abs((select sum(s) from unnest(m.month_shares) as s) - 1) < 1e-9
    and m.month_shares[11] < m.month_shares[12] and m.month_shares[1] < m.month_shares[2],
    'shares make a year, and are those of the months'
)
from analytics.market_profiles as m
where m.date_basis = 'wedding' and m.as_of_month = '2026-11-01' and m.segment = 'venue';
select is(
    (analytics.find_market(v.id, 'wedding', '2026-11-01')).segment, 'venue',
    'a vendor has the market of its type'
) from vendor as v where v.n = 1;
select is(
    (analytics.find_market(v.id, 'wedding', '2026-11-01')).segment, '',
    'or where that is too small all'
) from vendor as v where v.n = 7;
select is(
    (analytics.find_market(v.id, 'wedding', '2020-01-01')).segment, null,
    'and none from before it was known'
) from vendor as v where v.n = 1;

create temp table newcomer as select pg_temp.make_vendor() as id;
select pg_temp.book(n.id, '2026-09-01', '2026-10-10') from newcomer as n
cross join generate_series(1, 3);
create temp table answer as select pg_temp.forecast(n.id) as a from newcomer as n;
select is(
    array[a.a #>> '{basis,kind}', a.a ->> 'state'], array['market estimate', 'short_history'],
    'a newcomer has a market estimate, and is told so'
) from answer as a;
select ok(
    (a.a #>> '{months,1,predictedBookings}')::numeric
    > 1.5 * (a.a #>> '{months,2,predictedBookings}')::numeric,
    'its months rise and fall as those of the market'
) from answer as a;

select * from finish();
rollback;
