begin;
\ir ../setup.psql
select plan(5);

select is(
    analytics.nearest_names('revenu', '{bookings,revenue,net_revenue,reviews}'),
    '["revenue", "net_revenue", "reviews"]',
    'the nearest names come first, three at most'
);
select is(
    analytics.nearest_names('REVENUE', '{bookings,revenue}'), '["revenue"]',
    'upper and lower case are alike'
);
select is(
    analytics.nearest_names('xyz', '{bookings,revenue}'), '[]', 'what is like nothing has none'
);
select is(analytics.nearest_names('', '{bookings,revenue}'), '[]', 'neither has an empty name');
select is(
    array(select analytics.snake_case(n) from unnest('{venueType,venue_type,Style}'::text[]) as n),
    '{venue_type,venue_type,style}', 'fields are found in camelCase and in snake_case'
);

select finish();
rollback;
