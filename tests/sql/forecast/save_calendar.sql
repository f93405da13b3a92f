begin;
\ir ../setup.psql
select plan(8);

select is(
    analytics_api.save_calendar('{
        "countryCode": "PT", "places": ["Europe/Lisbon"],
        "days": [{"date": "2026-12-25", "name": "Natal"}, {"date": "2026-01-01", "name": "Ano"}]
    }'), 2, 'holidays are kept'
);
select is(
    analytics_api.save_calendar('{
        "countryCode": "PT", "days": [{"date": "2026-12-25", "name": "Natal"},
        {"date": "2026-12-25", "name": "Feriado"}]
    }'), 1, 'two of one day are one day'
);
select results_eq(
    $$ select d.holiday_on, d.holiday_name from analytics.calendar_days as d $$,
    $$ values ('2026-12-25'::date, 'Natal; Feriado') $$, 'a year is written whole'
);
select is(
    analytics_api.save_calendar('{"countryCode": "PT", "places": ["Porto"]}'), 0,
    'a place has the days that are there'
);
select is(
    analytics_api.list_calendar(),
    '[{"code": "PT", "days": 1, "from": "2026-12-25", "until": "2026-12-25",
        "places": ["Europe/Lisbon", "Porto"]}]', 'what there is is listed'
);
select throws_ok(
    $$ select analytics_api.save_calendar('{"countryCode": "Portugal"}') $$, 'ZA190', null,
    'what is no code of a country'
);
select throws_ok(
    $$
    select analytics_api.save_calendar('{"countryCode": "PT", "days": [{"date": "25.12.2026"}]}')
    $$, 'ZA190', null, 'what is no day'
);
select pg_temp.act_as(array[gen_random_uuid()]);
select throws_ok(
    $$ select analytics_api.save_calendar('{"countryCode": "PT"}') $$, 'ZA403', null,
    'a calendar is for platform administrators'
);

select * from finish();
rollback;
