begin;
select plan(3);

select is(
    analytics.reason('/x', 'minimum', '0', '-1'),
    '{"pointer": "/x", "keyword": "minimum", "expected": 0, "got": -1}', 'a reason'
);
select is(
    length(analytics.reason('', 'type', '"object"', to_jsonb(repeat('x', 300))) ->> 'got'), 201,
    'what came is cut to 200 characters'
);
select is(
    analytics.place_reasons('[{"pointer": "/x"}, {"pointer": ""}]'),
    '[{"pointer": "/eventData/x"}, {"pointer": "/eventData"}]',
    'reasons of the data point into the event'
);

select finish();
rollback;
