begin;
\ir ../setup.psql
select plan(6);

-- 2026-05-20 is a Wednesday.
select results_eq(
    $$
    select range_name, from_local::date, to_local::date
    from analytics.named_ranges('2026-05-20 10:20', 1) where range_name <> 'all_time'
    $$,
    $$
    values
        ('today', date '2026-05-20', date '2026-05-21'),
        ('yesterday', '2026-05-19', '2026-05-20'),
        ('last_7_days', '2026-05-14', '2026-05-21'),
        ('last_30_days', '2026-04-21', '2026-05-21'),
        ('last_90_days', '2026-02-20', '2026-05-21'),
        ('last_12_months', '2025-06-01', '2026-05-21'),
        ('this_week', '2026-05-18', '2026-05-25'),
        ('last_week', '2026-05-11', '2026-05-18'),
        ('this_month', '2026-05-01', '2026-06-01'),
        ('last_month', '2026-04-01', '2026-05-01'),
        ('this_quarter', '2026-04-01', '2026-07-01'),
        ('last_quarter', '2026-01-01', '2026-04-01'),
        ('this_year', '2026-01-01', '2027-01-01'),
        ('last_year', '2025-01-01', '2026-01-01'),
        ('month_to_date', '2026-05-01', '2026-05-21'),
        ('year_to_date', '2026-01-01', '2026-05-21')
    $$,
    'every range is what its name says, to the end of today where it ends now'
);
select results_eq(
    $$
    select d, from_local::date from unnest('{2026-05-23,2026-05-24,2026-05-25}'::timestamp[]) as d
    cross join lateral analytics.named_ranges(d, 7) where range_name = 'this_week'
    $$,
    $$
    values (timestamp '2026-05-23', date '2026-05-17'), ('2026-05-24', '2026-05-24'),
        ('2026-05-25', '2026-05-24')
    $$,
    'weeks begin on Sunday where the vendor says so'
);
select results_eq(
    $$
    select k, s.from_local::date, s.to_local::date
    from (values
        ('2026-03-01'::timestamp, '2026-04-01'::timestamp, null, 'previous_period'),
        ('2026-01-01', '2026-04-01', 'last_quarter', 'previous_period'),
        ('2026-05-14', '2026-05-21', 'last_7_days', 'previous_period'),
        ('2026-03-01', '2026-03-31', 'month_to_date', 'previous_period'),
        ('2026-01-01', '2026-05-21', 'year_to_date', 'previous_period'),
        ('2025-06-01', '2026-05-21', 'last_12_months', 'previous_period'),
        ('2024-02-29', '2024-03-01', null, 'previous_year'),
        ('2026-05-18', '2026-05-25', 'this_week', 'same_weekday_last_year')
    ) as c (f, t, r, k)
    cross join lateral analytics.shift_period(f, t, r, k) as s
    $$,
    $$
    values
        ('previous_period', date '2026-02-01', date '2026-03-01'),
        ('previous_period', '2025-10-01', '2026-01-01'),
        ('previous_period', '2026-05-07', '2026-05-14'),
        ('previous_period', '2026-02-01', '2026-03-01'),
        ('previous_period', '2025-01-01', '2025-05-21'),
        ('previous_period', '2024-06-01', '2025-05-21'),
        ('previous_year', '2023-02-28', '2023-03-01'),
        ('same_weekday_last_year', '2025-05-19', '2025-05-26')
    $$,
    'whole months are preceded by whole months, anything else by the same length'
);
select is(
    array(select analytics.parse_time(t) from unnest(array[
        '2026-05-01', '2026-05-01T10:30', '2026-05-01 10:30:00.5', '2026-05-01T10:30:00+05:45'
    ]) as t),
    array[
        '{"local": "2026-05-01T00:00:00"}', '{"local": "2026-05-01T10:30:00"}',
        '{"local": "2026-05-01T10:30:00.5"}', '{"at": "2026-05-01T04:45:00.000000Z"}'
    ]::jsonb[],
    'dates and times without an offset are local, with one they are moments'
);
select is(
    array(select analytics.parse_time(t) from unnest(array[
        'now', '2026-02-30', '2026-13-01', '05/01/2026', '2026-05-01T25:00', '', 'infinity'
    ]) as t),
    array_fill(null::jsonb, array[7]),
    'anything else is no time'
);
select is(
    array(
        select analytics.start_of_bucket('2026-05-20 10:20', g, 7)::text
        from unnest('{hour,day,week,month,quarter,year}'::text[]) as g
    ),
    array[
        '2026-05-20 10:00:00', '2026-05-20 00:00:00', '2026-05-17 00:00:00',
        '2026-05-01 00:00:00', '2026-04-01 00:00:00', '2026-01-01 00:00:00'
    ],
    'buckets begin where their grain does'
);

select finish();
rollback;
