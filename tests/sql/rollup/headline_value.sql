begin;
select plan(4);

select is(analytics.headline_value('count', 3, null), 3::numeric, 'a count is its count');
select is(analytics.headline_value('sum', 3, 12), 12::numeric, 'a sum is its sum');
select is(analytics.headline_value('average', 3, 12), 4::numeric, 'an average is sum by count');
select is(
    analytics.headline_value('average', 0, 0), null, 'the average of nothing is unknown, not 0'
);

select finish();
rollback;
