begin;
select plan(2);

select is(analytics.json_key('venue_type'), 'venueType', 'words are joined in camel case');
select is(analytics.json_key('style'), 'style', 'one word stays as it is');

select finish();
rollback;
