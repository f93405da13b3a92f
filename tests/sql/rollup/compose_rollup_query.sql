begin;
select plan(3);

select is(
    analytics.compose_rollup_query('no.such', 'changed_rows'), null,
    'a type that feeds no metric has no query'
);
select lives_ok(
    analytics.compose_rollup_query('payment.received', 'public.analytics_events'),
    'the query of a type runs'
);
select matches(
    analytics.compose_rollup_query('booking.confirmed', 'changed_rows', 's.id is null'),
    'from changed_rows as s.*s\.id is null', 'it reads the relation under the condition'
);

select finish();
rollback;
