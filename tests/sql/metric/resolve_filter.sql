begin;
\ir ../setup.psql
select plan(12);

create temp table v as select pg_temp.make_vendor() as id;
select set_config('analytics.now', '2026-05-20T10:00:00Z', true);
select pg_temp.ingest(
    pg_temp.make_event(id, 'booking.confirmed', '2026-05-01T10:00:00Z', '{"bookingId": "1",
        "weddingDate": "2026-09-01", "style": "Boho chic", "guestCount": 80, "value": "10.50",
        "isReferral": true, "channel": "web"}'),
    pg_temp.make_event(id, 'booking.confirmed', '2026-05-02T10:00:00Z', '{"bookingId": "2",
        "weddingDate": "2026-10-01", "style": "classic", "guestCount": 120, "value": "20",
        "isReferral": false}'),
    pg_temp.make_event(id, 'booking.confirmed', '2026-05-03T10:00:00Z', '{"bookingId": "4",
        "weddingDate": "2027-01-01"}')
)
from v;

-- Ids of bookings add up to a number that says which were found.
create function pg_temp.found(p_metric text, p_filters jsonb)
returns text
language sql
as $$
    select string_agg(r #>> '{group,bookingId}', ' ' order by r #>> '{group,bookingId}')
    from v
    cross join lateral jsonb_path_query(
        analytics_api.calculate_metrics(jsonb_build_object(
            'vendorId', v.id, 'metrics', jsonb_build_array(p_metric), 'groupBy', '["bookingId"]'::jsonb,
            'timeframe', 'all_time', 'filters', p_filters
        )), '$.data[0].rows[*]'
    ) as r
$$;
create temp table expectation (filters jsonb, found text, sentence text);
insert into expectation
values
('{"style": "classic"}', '2', 'a field and a value are short for eq'),
('{"style": ["classic", "Boho chic"]}', '1 2', 'a field and an array are short for in'),
('{"field": "style", "op": "ne", "value": "classic"}', '1 4', 'ne finds what is missing too'),
('{"field": "style", "op": "not_in", "value": ["classic"]}', '1 4', 'and so does not_in'),
('{"not": {"style": "classic"}}', '1 4', 'and so does not'),
(
    '{"and": [{"field": "style", "op": "exists"}, {"field": "channel", "op": "missing"}]}',
    '2', 'what is there and what is missing can be asked'
),
(
    '{"or": [{"field": "style", "op": "contains", "value": "HO CH"},
    {"field": "style", "op": "starts_with", "value": "CLA"},
    {"field": "style", "op": "ends_with", "value": "%"}]}',
    '1 2', 'texts are searched in upper or lower case, without wildcards'
),
(
    '{"field": "guest_count", "op": "between", "value": [80, 119.5]}', '1',
    'numbers are compared as numbers, fields are found in snake_case'
),
('{"and": [{"field": "value", "op": "gt", "value": 9}]}', '1 2', 'decimal strings are numbers'),
('{"isReferral": false}', '2', 'truth is compared as truth'),
('{"or": []}', null, 'an or of nothing finds nothing');
select is(pg_temp.found('bookings', filters), found, sentence) from expectation;
select is(
    pg_temp.found('lead_time_days', '{"field": "weddingOn", "op": "gte", "value": "2026-10-01"}'),
    '2 4', 'bookings are filtered by what they are now, dates as dates'
);

select finish();
rollback;
