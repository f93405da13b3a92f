begin;
\ir ../setup.psql
\ir bookings.psql
select plan(15);

select is(
    analytics.month_start(analytics.month_number('2026-12-31')), '2026-12-01'::date,
    'months are numbers and back'
);
select results_eq(
    $$
    select analytics.months_between(d::date, '2026-03-15')
    from unnest(array['2026-03-15', '2026-03-16', '2026-02-15', '2026-02-16', '2025-03-15']) as d
    $$,
    array[0, -1, 1, 0, 12],
    'months between days are whole'
);
select is(
    analytics.months_between('2026-02-28', '2026-03-31'), 1,
    'the last day of a short month is a month before the last of a long one'
);
select results_eq(
    $$
    select c.saturday_count from analytics.list_calendar_months(
        null, analytics.month_number('2025-11-01'), analytics.month_number('2026-02-01')
    ) as c
    $$,
    array[5, 4, 5, 4],
    'Saturdays are counted without a table'
);
select is(
    (select count(*) from analytics.list_calendar_months(null, 24000, 24600) as c
    where c.saturday_count <> (
        select count(*) from generate_series(
            analytics.month_start(c.month_number),
            analytics.month_start(c.month_number + 1) - 1, interval '1 day'
        ) as d
        where extract(isodow from d) = 6
    )), 0::bigint, 'in every month of fifty years'
);
select is(
    (
        select bool_and(c.holidays is null)
        from analytics.list_calendar_months(null, 24310, 24313) as c
    ), true, 'holidays of a place that is not known are not known'
);
insert into analytics.calendar_days values
('PT', '', '2026-12-25', 'Natal'), ('PT', '', '2026-12-08', 'Imaculada Conceição'),
('PT', '20', '2026-12-26', 'Primeira Oitava'), ('DE', '', '2026-12-26', 'Zweiter Weihnachtstag');
insert into analytics.calendar_places values ('Europe/Lisbon', 'PT', ''), ('Madeira', 'PT', '20');
select results_eq(
    $$
    select p, (select string_agg(h ->> 'name', ', ') from jsonb_array_elements(c.holidays) as h)
    from unnest(array['Europe/Lisbon', 'Madeira']) as p
    cross join lateral analytics.list_calendar_months(
        p, analytics.month_number('2026-12-01'), analytics.month_number('2026-12-01')
    ) as c
    $$,
    $$ values ('Europe/Lisbon', 'Imaculada Conceição, Natal'),
        ('Madeira', 'Imaculada Conceição, Natal, Primeira Oitava') $$,
    'a subdivision has the holidays of its country and its own'
);

create temp table vendor as select pg_temp.make_vendor('Europe/Lisbon') as id;
select is(
    analytics.find_calendar_place(v.id), 'Europe/Lisbon',
    'without a region that is known the time zone says where a vendor is'
) from vendor as v;
update analytics.vendor_settings as s set region = 'Madeira'
from vendor as v where s.vendor_id = v.id;
select is(analytics.find_calendar_place(v.id), 'Madeira', 'the region says it better')
from vendor as v;

select
    pg_temp.book(v.id, '2026-01-10', '2026-06-06'),
    pg_temp.book(v.id, '2026-05-26', '2026-06-07'),
    pg_temp.book(v.id, '2026-05-25', '2026-06-13', p_cancelled_on => '2026-09-30'),
    pg_temp.book(v.id, '2026-11-26', '2027-06-05')
from vendor as v;
select results_eq(
    $$
    select s.known_step, s.gone_step, s.booking_count, s.saturday_count
    from vendor as v
    cross join lateral analytics.list_booking_steps(v.id, 'wedding', '2026-11-25') as s
    where s.month_number = analytics.month_number('2026-06-01')
    order by s.known_step
    $$,
    $$ values (5, null::integer, 1::bigint, 0::bigint), (6, 1, 1, 1), (10, null, 1, 1) $$,
    'a booking is known from its day on, and until it is cancelled'
);
select is_empty(
    $$
    select s.* from vendor as v
    cross join lateral analytics.list_booking_steps(v.id, 'wedding', '2026-11-25') as s
    where s.month_number = analytics.month_number('2027-06-01')
    $$,
    'what is booked tomorrow is not known today'
);
select results_eq(
    $$
    select s.month_number - analytics.month_number('2026-01-01'), s.gone_step, s.booking_count
    from vendor as v
    cross join lateral analytics.list_booking_steps(v.id, 'booked', '2026-11-25') as s
    order by s.month_number, s.known_step
    $$,
    $$ values (0, null::integer, 1::bigint), (4, null, 1), (4, null, 1) $$,
    'that a booking was made stays true when it is cancelled'
);
select is(
    analytics.find_first_month(v.id, 'booked', '2026-11-25'), analytics.month_number('2026-01-01'),
    'the series of bookings begins with the first'
) from vendor as v;
select is(
    analytics.find_first_month(v.id, 'wedding', '2026-11-25'), analytics.month_number('2026-06-01'),
    'that of weddings likewise while less than a year is whole'
) from vendor as v;
select
    pg_temp.book(v.id, '2024-01-01', '2024-02-01'),
    pg_temp.book(v.id, '2024-01-02', '2024-09-01'),
    pg_temp.book(v.id, '2024-01-03', '2024-08-01'),
    pg_temp.book(v.id, '2024-01-03', '2024-08-01'),
    pg_temp.book(v.id, '2024-01-03', '2024-08-01'),
    pg_temp.book(v.id, '2024-01-03', '2024-08-01')
from vendor as v;
select is(
    analytics.find_first_month(v.id, 'wedding', '2026-11-25'), analytics.month_number('2024-07-01'),
    'and else when the usual lead time has passed since bookings are recorded'
) from vendor as v;

select * from finish();
rollback;
