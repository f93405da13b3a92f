begin;
\ir ../setup.psql
\ir ../forecast/bookings.psql
select plan(42);

-- Four weddings on the tenth of each of 40 months, each booked a hundred days before.
create temp table vendor as select pg_temp.make_vendor() as id;
select pg_temp.book_monthly(v.id, '2023-11-01', 40, array[4]) from vendor as v;
create temp table answer as select pg_temp.forecast(v.id) as a from vendor as v;

select is(a.a ->> 'state', 'ok', 'three years of bookings can be forecast') from answer as a;
select is(jsonb_array_length(a.a -> 'months'), 12, 'twelve months without being asked for')
from answer as a;
select is(a.a #>> '{months,0,month}', '2026-11', 'from the month under way on') from answer as a;
select results_eq(
    $$
    select (m ->> 'predictedBookings')::numeric
    from answer as a cross join jsonb_array_elements(a.a -> 'months') as m
    $$,
    array_fill(4.0, array[12]),
    'what has always been the same is forecast to stay so'
);
select results_eq(
    $$
    select (m ->> 'onTheBooks')::integer
    from answer as a cross join jsonb_array_elements(a.a -> 'months') as m
    $$,
    array[4, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0],
    'beside what is on the books by today'
);
select is_empty(
    $$
    select m from answer as a cross join jsonb_array_elements(a.a -> 'months') as m
    where not (
        (m #>> '{intervals,95,low}')::numeric <= (m #>> '{intervals,80,low}')::numeric
        and (m #>> '{intervals,80,low}')::numeric between 0 and 4
        and (m #>> '{intervals,80,high}')::numeric >= 4
        and (m #>> '{intervals,95,high}')::numeric >= (m #>> '{intervals,80,high}')::numeric
        and m #>> '{intervals,80,low}' !~ '[.]' and m #>> '{intervals,95,high}' !~ '[.]'
    )
    $$,
    'limits are whole, not below zero, and one inside the other'
);
select ok(
    (a.a #>> '{months,8,intervals,80,high}')::integer
    - (a.a #>> '{months,8,intervals,80,low}')::integer
    > (a.a #>> '{months,1,intervals,80,high}')::integer
    - (a.a #>> '{months,1,intervals,80,low}')::integer,
    'what is on the books is surer than what is not'
) from answer as a;
select is(
    (a.a #>> '{yearTotal,predictedBookings}')::numeric, 48.0, 'the year is the sum of its months'
) from answer as a;
select ok(
    (a.a #>> '{yearTotal,intervals,80,high}')::integer < (
        select sum((m #>> '{intervals,80,high}')::integer)
        from jsonb_array_elements(a.a -> 'months') as m
    ), 'and surer than they are'
) from answer as a;
select is(
    a.a #> '{months,0,predictedRevenue}' ->> 'amount', '4000.00', 'revenue is bookings times value'
) from answer as a;
select is(
    (a.a #>> '{yearTotal,predictedRevenue,amount}')::numeric, 48000::numeric,
    'for the year likewise'
) from answer as a;
select is((a.a #>> '{modelAccuracy,accuracy}')::numeric, 1::numeric, 'nothing was ever missed')
from answer as a;
select is((a.a #>> '{modelAccuracy,origins}')::integer, 8, 'at eight origins with a year before')
from answer as a;
select ok(
    (a.a #>> '{modelAccuracy,expectedAccuracy}')::numeric
    = (a.a #>> '{ceiling,monthly}')::numeric
    and (a.a #>> '{ceiling,monthly}')::numeric < 1,
    'and yet no more is promised than chance allows'
) from answer as a;
select is(
    (a.a #>> '{ceiling,monthlyWithoutBooks}')::numeric,
    round(analytics.forecast_ceiling(4)::numeric, 2), 'the ceiling is that of the volume'
) from answer as a;
select is(a.a #>> '{months,0,saturdays}', '4', 'with the Saturdays of each month') from answer as a;
select is(
    a.a #> '{months,0,holidays}', 'null', 'holidays that are not known are not said to be none'
) from answer as a;
select is(a.a #>> '{dateBasis}', 'wedding', 'by date of the wedding') from answer as a;
select is(a.a #>> '{basis,kind}', 'own history', 'resting on the own history') from answer as a;
select is(a.a #>> '{months,3,sameMonthLastYear}', '4', 'beside what there was a year before')
from answer as a;
select ok(
    a.a #>> '{busiestMonths,0,statement}'
    like 'November 2026 is expected to be the busiest month: about 4 weddings (80 \% interval %), '
    '4 of them on the books; last year there were 4.%',
    'the busiest month is a sentence with its numbers'
) from answer as a;

select is(
    (pg_temp.forecast(v.id, '{"dateBasis": "booked"}') #>> '{months,0,onTheBooks}')::integer, 4,
    'by date of the booking the books are what was booked in the month under way'
) from vendor as v;
select is(
    jsonb_array_length(pg_temp.forecast(v.id, '{"forecastPeriod": 30.0}') -> 'months'), 30,
    'as many months as are asked for'
) from vendor as v;
select is(
    pg_temp.forecast(v.id, '{"forecastPeriod": 1}') #>> '{yearTotal,to}', '2027-10',
    'the year is a year however few are asked for'
) from vendor as v;

-- What if.
create temp table tried as
select pg_temp.forecast(
    v.id, '{"whatIf": {"capacity": 2, "priceChange": 0.1, "marketingChange": 0.2}}'
) -> 'whatIf' as w from vendor as v;
select is(
    array(select i ->> 'kind' from jsonb_array_elements(t.w) as i),
    '{capacity,priceChange,marketingChange}', 'each thing that is tried is answered'
) from tried as t;
select is(
    (t.w #>> '{0,months,0,bookingsLost}')::numeric, 0.0, 'what is on the books is kept'
) from tried as t;
select is(
    (t.w #>> '{0,months,8,predictedBookings}')::numeric,
    round(analytics.expect_capped(4, 0.05 + 1 / 48.5, 2)::numeric, 1),
    'what is to come is cut off where it is full'
) from tried as t;
select is(
    (t.w #>> '{0,revenueLost}')::numeric,
    round(8000 * (4 - analytics.expect_capped(4, 0.05 + 1 / 48.5, 2))::numeric, 2),
    'and costs what these bookings would have been worth'
) from tried as t;
select is(
    array[
        t.w #>> '{1,scenarios,2,revenueChange}', t.w #>> '{1,isEstimated}',
        t.w #>> '{1,breakEvenShare}'
    ], array['0.00', 'false', '-0.091'], 'the effect of a price is a range by assumption'
) from tried as t;
select is(
    (t.w #>> '{2,scenarios,3,bookingsChange}')::numeric, 6.4, 'and so is that of marketing'
) from tried as t;
select is(
    pg_temp.forecast(v.id, '{"whatIf": {"capacity": {"perSaturday": 1}}}')
    #>> '{whatIf,0,months,8,capacity}', '5', 'a capacity may be one of Saturdays'
) from vendor as v;
select is(
    analytics.find_saturday_share(v.id, '2026-11-25'), 5 / 36.0::float8,
    'and takes the share of Saturdays in three years: of 36 tenths of a month five'
) from vendor as v;

-- Money of several currencies is never added.
select pg_temp.book(v.id, '2026-11-01', '2027-06-05', 700, 'GBP') from vendor as v;
create temp table mixed as select pg_temp.forecast(v.id) as a from vendor as v;
select is(
    array[
        m.a #>> '{months,7,predictedRevenue,currency}',
        m.a #>> '{months,7,otherCurrencies,0,currency}',
        m.a #>> '{months,7,otherCurrencies,0,onTheBooks}'
    ], array['EUR', 'GBP', '700.00'], 'each currency has an amount of its own'
) from mixed as m;

-- Vendors of whom little is known.
create temp table poor as
select
    n,
    pg_temp.make_vendor() as id
from generate_series(1, 4) as n;
select pg_temp.book(p.id, '2026-11-02', '2027-08-07') from poor as p where p.n = 2;
select pg_temp.book(p.id, '2026-09-02', '2026-10-07') from poor as p where p.n = 3;
select pg_temp.book(p.id, '2022-09-02', '2022-10-07') from poor as p where p.n = 4;
create temp table poor_answer as
select
    p.n,
    pg_temp.forecast(p.id) as a
from poor as p;
select results_eq(
    $$ select a.a ->> 'state' from poor_answer as a order by a.n $$,
    array['no_bookings', 'no_complete_month', 'short_history', 'dormant'],
    'a vendor without bookings, without a month, with one, with none for years'
);
select is(
    a.a #> '{months,0,predictedBookings}', 'null', 'what cannot be forecast is null, not zero'
) from poor_answer as a where a.n = 1;
select is(
    a.a -> 'yearTotal', 'null', 'and has no total'
) from poor_answer as a where a.n = 1;
select is(
    a.a #>> '{months,9,onTheBooks}', '1', 'what is on the books is told without a forecast'
) from poor_answer as a where a.n = 2;
select ok(
    a.a -> 'modelAccuracy' = 'null' and (a.a #>> '{months,5,predictedBookings}')::numeric = 1
    and a.a -> 'notes' ->> 0 like 'Only 1 month is known%',
    'one month is a level, and no accuracy is invented for it'
) from poor_answer as a where a.n = 3;
select is(
    (a.a #>> '{yearTotal,predictedBookings}')::numeric, 0.0,
    'who has not booked for years is not expected to'
) from poor_answer as a where a.n = 4;

-- What is asked wrongly, and by whom.
select throws_ok(
    format($$ select pg_temp.forecast(%L, '{"forecastPeriod": 61}') $$, v.id), 'ZA137', null,
    'no more than sixty months'
) from vendor as v;
select throws_ok(
    format($$ select pg_temp.forecast(%L, '{"dateBasis": "paid"}') $$, v.id), 'ZA138', null,
    'by no other date'
) from vendor as v;
select throws_ok(
    format($$ select pg_temp.forecast(%L, '{"whatIf": {"capacity": {"perWeek": 1}}}') $$, v.id),
    'ZA139', null, 'nothing else is tried'
) from vendor as v;

select * from finish();
rollback;
