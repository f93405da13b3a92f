begin;
\ir ../setup.psql
select plan(6);

select is(analytics.compile_plain_data(), false, 'an unchanged registry is not compiled again');
select is_empty(
    $$
    select e.event_type from analytics.event_types as e
    where analytics.has_plain_data(e.event_type, e.schema_version, e.example)
        and analytics.validate_event_data(e.event_type, e.schema_version, e.example) is not null
    $$,
    'what has plain data is valid'
);
select set_eq(
    $$
    select e.event_type from analytics.event_types as e
    where analytics.has_plain_data(e.event_type, e.schema_version, e.example) is not true
    $$,
    $$ values ('quote.sent') $$,
    'and so have the examples of all types but one, whose condition has a sub-select'
);
select is(
    analytics.has_plain_data('payment.received', 2, '{"paymentId": "p", "amount": 1}'), false,
    'of an unknown version nothing is plain'
);
create function pg_temp.explain_judging()
returns setof text
language plpgsql
as $$
begin
    return query execute
        'explain (verbose) select j.* from analytics.judge_events(''[]'', ''{}'', null, now(), false)'
        ' as j';
end;
$$;
select is_empty(
    $$ select p from pg_temp.explain_judging() as p where p like '%has_plain_data%' $$,
    'the conditions are part of the statement that judges'
);
insert into analytics.event_types (event_type, kind, description, data_schema, example)
values (
    'test.plain', 'user_interaction', 'A test.',
    '{
        "type": "object", "properties": {"a": {"type": "string", "maxLength": 3}},
        "required": ["a"], "additionalProperties": false
    }', '{"a": "x"}'
);
select is(
    analytics.has_plain_data('test.plain', 1, '{"a": "abc"}'), true,
    'a type that is registered has its condition at once'
);

select finish();
rollback;
