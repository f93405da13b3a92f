begin;
\ir ../setup.psql
\ir ../forecast/bookings.psql
select plan(52);

-- Textbook intervals: Newcombe 1998, table II, case (a), by method 10; Wilson for 15 of 148.
select results_eq(
    $$
    select round(i.difference::numeric, 4), round(i.low::numeric, 4), round(i.high::numeric, 4)
    from analytics.newcombe_interval(56, 70, 48, 80, 1.959964) as i
    $$,
    $$ values (0.2000, 0.0524, 0.3339) $$,
    'the difference of two shares has the interval of the textbook'
);
select results_eq(
    $$
    select round(i.low::numeric, 4), round(i.high::numeric, 4)
    from analytics.wilson_interval(15, 148, 1.959964) as i
    $$,
    $$ values (0.0624, 0.1605) $$,
    'and so has a share'
);
select results_eq(
    $$ select i.low, i.high = 1 from analytics.wilson_interval(0, 10, 1.96) as i $$,
    $$ values (0::float8, false) $$, 'no share lies below zero'
);
select ok(
    abs(analytics.normal_quantile(0.975) - 1.959964) < 0.0005
    and abs(analytics.normal_quantile(0.025) + 1.959964) < 0.0005
    and abs(analytics.normal_quantile(0.995) - 2.575829) < 0.0005,
    'deviations of a level are those of the tables'
);

-- A vendor whose referrals book: 40 of 80, beside 20 of 120; by styles alike.
create temp table vendor as
select
    n,
    pg_temp.make_vendor() as id
from generate_series(1, 3) as n;
create function pg_temp.count_up(
    p_vendor_id uuid,
    p_metric text,
    p_dimension text,
    p_value text,
    p_day date,
    p_count integer
)
returns void
language sql
as $$
    insert into public.analytics_aggregates (
        vendor_id, metric_name, dimension, dimension_value, currency, bucket,
        "count", "sum", sum_of_squares, "min", "max"
    )
    values (
        p_vendor_id, p_metric, p_dimension, p_value, '', p_day::timestamp at time zone 'UTC',
        p_count, p_count, p_count, 1, 1
    )
$$;
select pg_temp.count_up(v.id, c.metric, c.dimension, c.name, '2026-06-01', c.count)
from vendor as v
cross join (values
    ('inquiries', 'channel', 'referral', 80), ('bookings', 'channel', 'referral', 40),
    ('inquiries', 'channel', 'fair', 120), ('bookings', 'channel', 'fair', 20),
    ('inquiries', '', '', 200), ('bookings', '', '', 60),
    ('inquiries', 'style', 'boho', 120), ('bookings', 'style', 'boho', 24),
    ('inquiries', 'style', 'classic', 80), ('bookings', 'style', 'classic', 36)
) as c (metric, dimension, name, count)
where v.n = 1;
select pg_temp.count_up(v.id, 'inquiries', 'style', c.name, '2025-06-01', c.count)
from vendor as v
cross join (values ('boho', 40), ('classic', 160)) as c (name, count)
where v.n = 1;

create temp table draft as
select d.* from vendor as v
cross join lateral analytics.draft_recommendations(v.id, '2026-11-25') as d
where v.n = 1;
select results_eq(
    $$ select d.kind, d.subject from draft as d order by 1 $$,
    $$ values ('marketing_focus', 'channel:referral'), ('service_expansion', 'style:boho') $$,
    'what the figures say is advised, and nothing else'
);
select results_eq(
    $$
    select round(d.effect::numeric, 6), round(d.effect_low::numeric, 6)
    from draft as d where d.kind = 'marketing_focus'
    $$,
    $$
    -- A tenth of 120 inquiries, each a third more likely to book.
    select 4.000000, round((12 * i.low)::numeric, 6)
    from analytics.newcombe_interval(40, 80, 20, 120, analytics.normal_quantile(0.9875)) as i
    $$,
    'the effect is a difference of shares, its interval widened for the choice of a channel'
);
select ok(
    d.effect_low > 0 and abs(d.effect - 15) < 1e-9, 'half the gap of a rising style is 15 bookings'
) from draft as d where d.kind = 'service_expansion';
select is_empty(
    $$ select d.kind from vendor as v
    cross join lateral analytics.draft_recommendations(v.id, '2026-11-25') as d where v.n = 2 $$,
    'a vendor without figures is advised nothing'
);

-- The second vendor sells out: one wedding a day, every Saturday of June, in both years.
update analytics.vendor_settings as s set capacity_per_day_count = 1
from vendor as v where s.vendor_id = v.id and v.n = 2;
select pg_temp.book(v.id, '2024-01-01', d.day::date, 1000)
from vendor as v
cross join generate_series('2025-06-07'::date, '2026-06-27'::date, interval '7 days') as d (day)
where v.n = 2 and extract(month from d.day) = 6;
select results_eq(
    $$
    select d.subject, d.evidence -> 'soldOut', round(d.effect::numeric, 6), d.effect_low > 0
    from vendor as v cross join lateral analytics.advise_prices(v.id, '2026-11-25') as d
    where v.n = 2
    $$,
    $$ values ('saturdays:6', '4'::jsonb, 400.000000, true) $$,
    'where every Saturday is sold out a higher price costs nobody'
);
select results_eq(
    $$
    select s.saturday, s.wedding_count, s.is_sold_out from vendor as v
    cross join lateral analytics.list_saturday_use(v.id, '2026-06-26', '2026-07-05') as s
    where v.n = 2
    $$,
    $$ values ('2026-06-27'::date, 1::bigint, true), ('2026-07-04', 0, false) $$,
    'a Saturday is sold out when it has as many weddings as there are places'
);
select pg_temp.count_up(v.id, c.metric, '', '', '2026-06-01', c.count)
from vendor as v
cross join (values ('inquiries', 100), ('bookings', 50)) as c (metric, count)
where v.n = 2;
select pg_temp.ingest(pg_temp.make_event(
    v.id, 'inquiry.received', '2026-02-01T10:00:00Z',
    jsonb_build_object('inquiryId', 'i' || g.number, 'weddingDate', '2026-06-06')
))
from vendor as v cross join generate_series(1, 30) as g (number) where v.n = 2;
select ok(
    d.subject = 'more' and d.evidence -> 'inquiriesForFullDays' = '30'
    -- Those inquiries count too: 50 of 130 book.
    and abs(d.effect - 30 * 50 / 130.0) < 1e-9
    and abs(d.effect_high - d.effect - 1.96 * sqrt(
        (50 / 130.0) ^ 2 * 30 + 900 * (50 / 130.0) * (80 / 130.0) / 130
    )) < 1e-9,
    'inquiries for full days are weddings that were missed, by the delta method'
)
from vendor as v cross join lateral analytics.advise_capacity(v.id, '2026-11-25') as d
where v.n = 2;
update analytics.vendor_settings as s set capacity_per_day_count = 3
from vendor as v where s.vendor_id = v.id and v.n = 2;
select ok(
    d.subject = 'unused:6' and d.evidence -> 'openPlaces' = '8' and d.effect_low = 0,
    'places that stayed open are tried to be filled'
)
from vendor as v cross join lateral analytics.advise_capacity(v.id, '2026-11-25') as d
where v.n = 2;

-- The third answers half of its inquiries within ten minutes, and those book; so does a fourth.
insert into vendor values (4, pg_temp.make_vendor('Pacific/Auckland'));
select pg_temp.ingest(
    pg_temp.make_event(v.id, 'inquiry.received', '2026-03-01T10:00:00Z', jsonb_build_object(
        'inquiryId', 'i' || g.number, 'clientId', 'c' || g.number
    )),
    pg_temp.make_event(v.id, 'inquiry.answered', '2026-03-02T10:00:00Z', jsonb_build_object(
        'inquiryId', 'i' || g.number,
        'responseMinutes', case when g.number <= 30 then 10 else 600 end
    ))
)
from vendor as v cross join generate_series(1, 60) as g (number)
where v.n in (3, 4);
insert into analytics.booking_facts (
    vendor_id, booking_id, client_id, status, booked_at, wedding_on, "value", currency, change_count
)
select
    v.id,
    'b' || g.number,
    'c' || g.number,
    'confirmed',
    '2026-03-20T10:00:00Z',
    '2026-09-05',
    2000,
    'EUR',
    1
from vendor as v
cross join generate_series(1, 36) as g (number)
where v.n in (3, 4) and (g.number <= 20 or g.number > 30);
select results_eq(
    $$
    select d.evidence -> 'fastBookings', d.evidence -> 'slowBookings',
        d.evidence -> 'medianMinutes', round(d.effect::numeric, 6), d.effect_low > 0
    from vendor as v cross join lateral analytics.advise_quality(v.id, '2026-11-25') as d
    where v.n = 3
    $$,
    -- A quarter of 30 late ones, 20/30 against 6/30.
    $$ values ('20'::jsonb, '6'::jsonb, '10'::jsonb, 3.500000, true) $$,
    'answers that come soon are held against those that come late'
);
-- Clients of before come back, and do not book again: what they booked then is no outcome of now.
insert into analytics.booking_facts (
    vendor_id, booking_id, client_id, status, booked_at, wedding_on, "value", currency, change_count
)
select
    v.id,
    'o' || g.number,
    'c' || g.number,
    'confirmed',
    '2025-01-20T10:00:00Z',
    '2025-09-05',
    2000,
    'EUR',
    1
from vendor as v
cross join generate_series(37, 60) as g (number)
where v.n = 3;
-- They ask once more after they have booked, and it leads nowhere.
select pg_temp.ingest(
    pg_temp.make_event(v.id, 'inquiry.received', '2026-05-01T10:00:00Z', jsonb_build_object(
        'inquiryId', 'j' || g.number, 'clientId', 'c' || g.number
    )),
    pg_temp.make_event(v.id, 'inquiry.answered', '2026-05-02T10:00:00Z', jsonb_build_object(
        'inquiryId', 'j' || g.number, 'responseMinutes', 10
    ))
)
from vendor as v cross join generate_series(1, 5) as g (number)
where v.n = 3;
select results_eq(
    $$
    select d.evidence -> 'fastInquiries', d.evidence -> 'fastBookings',
        d.evidence -> 'slowBookings'
    from vendor as v cross join lateral analytics.advise_quality(v.id, '2026-11-25') as d
    where v.n = 3
    $$,
    $$ values ('35'::jsonb, '20'::jsonb, '6'::jsonb) $$,
    'an inquiry has led to a booking that came after it, and before the next inquiry'
);
delete from public.analytics_events as e using vendor as v
where e.vendor_id = v.id and v.n = 3 and e."timestamp" >= '2026-05-01';
-- To the fourth they wrote at 11 in the evening of the first of March, where it is.
create function pg_temp.is_advised(p_time_zone text, p_today date)
returns boolean
language plpgsql
as $$
begin
    perform set_config('TimeZone', p_time_zone, true);
    return exists (
        select from vendor as v cross join lateral analytics.advise_quality(v.id, p_today) as d
        where v.n = 4
    );
end;
$$;
select results_eq(
    $$
    select z.name, pg_temp.is_advised(z.name, '2026-04-30'),
        pg_temp.is_advised(z.name, '2026-05-01')
    from (values ('Etc/GMT+12'), ('Pacific/Kiritimati'), ('UTC')) as z (name)
    order by z.name
    $$,
    $$
    values ('Etc/GMT+12', false, true), ('Pacific/Kiritimati', false, true), ('UTC', false, true)
    $$,
    'the days of a period are the vendor''s, whatever the time zone of the session'
);
set local timezone = 'UTC';

-- What is kept.
create temp table kept as
select
    v.id as vendor_id,
    r.item
from vendor as v
cross join lateral jsonb_array_elements(
    analytics_api.generate_recommendations(jsonb_build_object('vendorId', v.id))
    -> 'recommendations'
) as r (item)
where v.n = 3;
select results_eq(
    $$ select k.item ->> 'kind', k.item -> 'rank', k.item -> 'experiment' from kept as k $$,
    $$ values ('quality_improvement', '1'::jsonb, 'false'::jsonb) $$,
    'recommendations are proposed'
);
select results_eq(
    $$
    select k.item #>> '{expectedEffect,revenue,amount}', k.item ->> 'priority'
    from kept as k
    $$,
    $$ values ('7000.00', '1750.00') $$,
    'and valued: 3.5 bookings at 2,000, for four days of effort'
);
select is(
    (
        select count(*) from jsonb_array_elements(
            analytics_api.generate_recommendations(jsonb_build_object('vendorId', k.vendor_id))
            -> 'recommendations'
        ) as r (item)
        where r.item ->> 'id' = k.item ->> 'id'
    ), 1::bigint, 'once more they are the same'
) from kept as k;
select is(
    analytics_api.get_recommendation((k.item ->> 'id')::uuid) ->> 'statement',
    k.item ->> 'statement', 'each is found by its id'
) from kept as k;

create temp table taken_back as
select analytics_api.generate_recommendations(jsonb_build_object('vendorId', v.id))
#> '{recommendations,0}' as item
from vendor as v where v.n = 1;
select analytics.save_decision(
    v.id, (t.item ->> 'id')::uuid, 'proposed', 'accepted', null, '2026-11-25T10:00:00Z', 'ann'
)
from vendor as v cross join taken_back as t where v.n = 1;
select results_eq(
    $$
    select r.state, r.decided_by, r.decided_at
    from vendor as v cross join taken_back as t
    cross join lateral analytics.save_decision(
        v.id, (t.item ->> 'id')::uuid, 'accepted', 'dismissed', null, '2026-11-26T10:00:00Z', 'bob'
    ) as r
    where v.n = 1
    $$,
    $$ values ('dismissed', 'bob', '2026-11-26T10:00:00Z'::timestamptz) $$,
    'who takes an acceptance back has decided'
);
delete from analytics.recommendations as r using vendor as v where r.vendor_id = v.id and v.n = 1;

create temp table decided as
select
    k.vendor_id,
    analytics_api.decide_recommendation(
        (k.item ->> 'id')::uuid, '{"state": "accepted", "note": "let us try"}'
    ) as item
from kept as k;
select is(
    array[d.item ->> 'state', d.item ->> 'dueOn', d.item ->> 'note', d.item ->> 'decidedAt'],
    array['accepted', '2027-03-25', 'let us try', '2026-11-25T10:00:00+00:00'],
    'what is accepted has a day on which it is measured'
) from decided as d;
select is(
    array[
        d.item #>> '{baseline,from}', d.item #>> '{baseline,until}',
        d.item #>> '{baseline,tries}'
    ], array['2025-11-25', '2026-03-25', '60'], 'and the figure of the same days a year before'
) from decided as d;
select is_empty(
    $$
    select r.item from decided as d cross join lateral jsonb_array_elements(
        analytics_api.generate_recommendations(jsonb_build_object('vendorId', d.vendor_id))
        -> 'recommendations'
    ) as r (item)
    $$,
    'what is accepted is not proposed again'
);
select is(
    jsonb_array_length(analytics_api.list_recommendations(
        jsonb_build_object('vendorId', d.vendor_id, 'state', 'accepted')
    ) -> 'recommendations'), 1, 'it is listed'
) from decided as d;
select is(
    jsonb_array_length(analytics_api.list_recommendations(
        jsonb_build_object('vendorId', d.vendor_id, 'kind', 'marketing_focus')
    ) -> 'recommendations'), 0, 'by kind too'
) from decided as d;
select throws_ok(
    format(
        $$ select analytics_api.decide_recommendation(%L, '{"state": "accepted"}') $$,
        d.item ->> 'id'
    ), 'ZA188', null, 'it is accepted once'
) from decided as d;

-- What came of it. Of those days a year before 30 of 160 booked, of the days after it 45 of 90.
select pg_temp.count_up(d.vendor_id, c.metric, '', '', c.day, c.count)
from decided as d
cross join (values
    ('inquiries', '2025-12-01'::date, 100), ('bookings', '2025-12-01', 30),
    ('inquiries', '2026-12-01', 90), ('bookings', '2026-12-01', 45)
) as c (metric, day, count);
update analytics.recommendations as r
set baseline = analytics.measure_recommendation(r.vendor_id, r.measure, '2025-11-25', '2026-03-25')
from decided as d where r.vendor_id = d.vendor_id;
select is_empty(
    $$ select analytics.list_due_recommendations('2027-03-24T23:00:00Z') $$, 'not before its day'
);
select is(
    array(select analytics.list_due_recommendations('2027-03-25T01:00:00Z')),
    array[d.vendor_id || ' ' || (d.item ->> 'id')], 'on its day it is due'
) from decided as d;
select analytics.measure_recommendation_item(
    '2027-03-25T01:00:00Z', d.vendor_id || ' ' || (d.item ->> 'id')
) from decided as d;
create temp table measured as
select analytics_api.get_recommendation((d.item ->> 'id')::uuid) as item from decided as d;
select is(
    array[
        m.item ->> 'state', m.item #>> '{outcome,verdict}', m.item #>> '{outcome,value}',
        m.item #>> '{outcome,difference}'
    ], array['done', 'better', '0.5000', '0.3125'],
    'the outcome is the figure since then, beside that of a year before'
) from measured as m;
select is_empty(
    $$ select analytics.list_due_recommendations('2028-03-25T01:00:00Z') $$, 'it is measured once'
);
select results_eq(
    $$
    select analytics.compare_outcome(b::jsonb, o::jsonb) ->> 'verdict'
    from (values
        ('{"value": 100, "variance": 4}', '{"value": 110, "variance": 5}'),
        ('{"value": 100, "variance": 100}', '{"value": 110, "variance": 5}'),
        ('{"value": 110, "variance": 4}', '{"value": 100, "variance": 5}'),
        (null, '{"value": 100, "variance": 5}'),
        ('{"value": 100, "variance": 5}', null)
    ) as c (b, o)
    $$,
    array['better', 'no_clear_difference', 'worse', 'not_measurable', 'not_measurable'],
    'no more is said than the interval of the difference allows'
);
select is(
    analytics.measure_recommendation(
        v.id, '{"kind": "mean_value", "months": [6]}', '2024-01-01', '2025-01-01'
    ) ->> 'value', '1000.00', 'prices are measured by the mean value of Saturday weddings'
) from vendor as v where v.n = 2;
select is(
    (analytics.measure_recommendation(
        v.id, '{"kind": "booking_count", "months": [6]}', '2024-01-01', '2025-01-01'
    ) ->> 'value')::integer, 8, 'capacity by the number of bookings'
) from vendor as v where v.n = 2;

-- Experiments, and what is dismissed.
create temp table proposed as
select
    v.id as vendor_id,
    r.item
from vendor as v
cross join lateral jsonb_array_elements(
    analytics_api.generate_recommendations(jsonb_build_object('vendorId', v.id))
    -> 'recommendations'
) as r (item)
where v.n = 2;
select results_eq(
    $$ select p.item ->> 'kind', p.item -> 'experiment' from proposed as p $$,
    $$ values ('capacity_adjustment', 'true'::jsonb) $$,
    'what may do nothing is an experiment'
);
select is(
    analytics_api.decide_recommendation((p.item ->> 'id')::uuid, '{"state": "dismissed"}')
    -> 'dueOn', 'null', 'what is dismissed is not measured'
) from proposed as p;
select analytics.measure_recommendation_item(
    '2027-11-25T10:00:00Z', p.vendor_id || ' ' || (p.item ->> 'id')
) from proposed as p;
select is(
    analytics_api.get_recommendation((p.item ->> 'id')::uuid) ->> 'state', 'dismissed',
    'even where it was listed as due before'
) from proposed as p;
select is(
    jsonb_array_length(analytics_api.generate_recommendations(
        jsonb_build_object('vendorId', p.vendor_id)
    ) -> 'recommendations'), 0, 'nor proposed again'
) from proposed as p;
update analytics.recommendations as r set decided_at = '2026-01-25T10:00:00Z'
from proposed as p where r.id = (p.item ->> 'id')::uuid;
select is(
    jsonb_array_length(analytics_api.generate_recommendations(
        jsonb_build_object('vendorId', p.vendor_id)
    ) -> 'recommendations'), 0, 'however long before that it was accepted'
) from proposed as p;
select set_config('analytics.now', '2027-05-30T10:00:00Z', true);
select is(
    jsonb_array_length(analytics_api.generate_recommendations(
        jsonb_build_object('vendorId', p.vendor_id)
    ) -> 'recommendations'), 1, 'for half a year'
) from proposed as p;
select set_config('analytics.now', '2035-05-30T10:00:00Z', true);
select is(
    jsonb_array_length(analytics_api.generate_recommendations(
        jsonb_build_object('vendorId', p.vendor_id)
    ) -> 'recommendations'), 0, 'what the figures say no longer is taken back'
) from proposed as p;
select throws_ok(
    $$
    insert into analytics.recommendations (
        vendor_id, kind, subject, is_experiment, title, statement, effect, effect_low, effect_high,
        effect_unit, currency, method, assumptions, evidence, measure, effort_days, priority
    )
    select v.id, 'marketing_focus', 's', false, 't', 's', 1, -1, 2, 'bookings', 'EUR', 'm', '[]',
        '{}', '{}', 1, 1
    from vendor as v where v.n = 1
    $$, '23514', null, 'an interval that spans zero is never advised but as an experiment'
);

-- What is asked wrongly, and by whom.
select throws_ok(
    $$ select analytics_api.list_recommendations('{"state": "open"}') $$, 'ZA127', null,
    'for one vendor'
);
select throws_ok(
    format(
        $$ select analytics_api.list_recommendations('{"vendorId": "%s", "state": "open"}') $$, v.id
    ), 'ZA189', null, 'a state that there is not'
) from vendor as v where v.n = 1;
select throws_ok(
    format(
        $$ select analytics_api.list_recommendations('{"vendorId": "%s", "sort": "x"}') $$, v.id
    ), 'ZA111', null, 'a member that there is not'
) from vendor as v where v.n = 1;
select throws_ok(
    format(
        $$ select analytics_api.decide_recommendation('%s', '{"note": 5}') $$, p.item ->> 'id'
    ), 'ZA189', null, 'a note that is none'
) from proposed as p;
select throws_ok(
    format($$ select analytics_api.decide_recommendation('%s', '[]') $$, p.item ->> 'id'),
    'ZA110', null, 'what is no object'
) from proposed as p;
select throws_ok(
    format(
        $$ select analytics_api.decide_recommendation('%s', '{"state": "done"}') $$,
        p.item ->> 'id'
    ), 'ZA188', null, 'what was dismissed cannot be done'
) from proposed as p;
select set_config('analytics.now', '2026-11-25T10:00:00Z', true);
create temp table ids as
select
    v.id as own,
    (select p.item ->> 'id' from proposed as p) as foreign_id
from vendor as v where v.n = 1;
grant select on ids to public;
select pg_temp.act_as('{}');
select throws_ok(
    format($$ select analytics_api.get_recommendation(%L) $$, i.foreign_id), 'ZA230', null,
    'without a vendor there are none'
) from ids as i;
reset role;
select pg_temp.act_as(array[i.own]) from ids as i;
select throws_ok(
    $$ select analytics_api.generate_recommendations('{}') $$, 'ZA403', null,
    'staff read them, and do not have them made'
);
reset role;
select pg_temp.act_as_owner(i.own) from ids as i;
select throws_ok(
    format($$ select analytics_api.get_recommendation(%L) $$, i.foreign_id), 'ZA230', null,
    'those of others are not there'
) from ids as i;
select throws_ok(
    format(
        $$ select analytics_api.decide_recommendation(%L, '{"state": "accepted"}') $$, i.foreign_id
    ), 'ZA230', null, 'and not to be decided'
) from ids as i;
select ok(
    jsonb_array_length(analytics_api.generate_recommendations('{}') -> 'recommendations') = 2,
    'a vendor makes its own'
);

select * from finish();
rollback;
