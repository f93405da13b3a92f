begin;
\ir ../setup.psql
select plan(6);

select is(
    analytics_api.register_vendors(
        array['44444444-4444-4444-8444-444444444444'::uuid],
        '{"timeZone": "Asia/Kolkata", "currency": "INR", "displayName": "Lotus",
        "vendorType": "florist", "weekStartDay": 7, "capacityPerDay": 2}'
    ),
    1, 'a new vendor is added'
);
select results_eq(
    $$
    select display_name, time_zone, currency, vendor_type, week_start_day, capacity_per_day_count
    from analytics.vendor_profiles where vendor_id = '44444444-4444-4444-8444-444444444444'
    $$,
    $$ values ('Lotus', 'Asia/Kolkata', 'INR', 'florist', 7, 2) $$,
    'with its settings'
);
select is(
    analytics_api.register_vendors(
        array['44444444-4444-4444-8444-444444444444'::uuid], '{"currency": "USD"}'
    ),
    0, 'one that exists is left alone'
);
select throws_ok(
    $$ select analytics_api.register_vendors(array[gen_random_uuid()], '{"timeZone": "EST"}') $$,
    'ZA103', null, 'an abbreviation is no time zone'
);
insert into public.user_profiles (id) values ('55555555-5555-4555-8555-555555555555');
select results_eq(
    $$
    select time_zone, currency, week_start_day
    from analytics.vendor_profiles where vendor_id = '55555555-5555-4555-8555-555555555555'
    $$,
    $$ values ('UTC', 'EUR', 1) $$,
    'a vendor without settings has the defaults'
);
select pg_temp.act_as(array[]::uuid[]);
select throws_ok(
    $$ select analytics_api.register_vendors(array[gen_random_uuid()]) $$,
    'ZA403', null, 'it takes a platform administrator'
);

select finish();
rollback;
