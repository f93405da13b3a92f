begin;
\ir ../setup.psql
select plan(6);

create temp table v as select pg_temp.make_vendor() as id;
select results_eq(
    $$
    select measure, metric_name, dimension, dimension_position, is_measured, is_money
    from analytics.list_rollup_shapes('payment.received')
    $$,
    $$
    values
    ('amount', 'revenue', '', null::integer, true, true),
    ('amount', 'revenue', 'method', 1, true, true),
    ('amount', 'revenue', 'purpose', 2, true, true)
    $$,
    'a metric is a total and a row for each breakdown'
);
select is(
    (
        select count(distinct shape_id)
        from analytics.list_rollup_shapes('booking.confirmed')
    ), 1::bigint, 'what is only counted goes with what is measured'
);

-- A second measure of the same events, broken down by less.
insert into analytics.metric_definitions (
    metric_name, title, description, source, unit, date_basis, default_aggregation, event_types,
    value_field, dimensions
)
values (
    'guests_booked', 'Guests', 'Guests of bookings.', 'events', 'guests', 'booked', 'sum',
    '{booking.confirmed}', 'guest_count', '{style}'
);
select is(
    (
        select count(distinct shape_id)
        from analytics.list_rollup_shapes('booking.confirmed')
    ), 2::bigint, 'each measure has a shape of its own'
);
select pg_temp.ingest(variadic array(
    select pg_temp.make_event(
        v.id, 'booking.confirmed', '2026-05-01T10:00:00Z',
        jsonb_strip_nulls(jsonb_build_object(
            'bookingId', format('b-%s', n), 'weddingDate', '2027-05-01', 'value', 100 * n,
            'style', case when n > 1 then 'boho' end,
            'guestCount', case when n > 2 then 10 * n end
        ))
    )
    from v
    cross join generate_series(1, 4) as n
));
select is_empty(
    $$
    select * from analytics.find_rollup_differences((select id from v)) where what = 'rollup'
    $$,
    'and is counted where an event has it'
);
select results_eq(
    $$
    select dimension, dimension_value, sum("count"), sum("sum")
    from analytics.pending_aggregates
    where vendor_id = (select id from v) and metric_name = 'guests_booked'
    group by 1, 2 order by 1, 2
    $$,
    $$ values ('', '', 2::numeric, 70::numeric), ('style', 'boho', 2, 70) $$,
    'the log says what it adds to each metric'
);
delete from public.analytics_events where vendor_id = (select id from v);
select is_empty(
    $$
    select metric_name, dimension, dimension_value from analytics.pending_aggregates
    where vendor_id = (select id from v)
    group by 1, 2, 3 having sum("count") <> 0 or coalesce(sum("sum"), 0) <> 0
    $$,
    'and what is deleted takes it back'
);

select finish();
rollback;
