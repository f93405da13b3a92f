begin;
\ir ../setup.psql
select plan(5);

select is(
    analytics.drop_null_members('{"a": null, "b": {"c": null}, "d": [null]}', '{a,b,d}'),
    '{"b": {"c": null}, "d": [null]}', 'members that are null are left out, deeper ones stay'
);
select is(
    analytics.drop_null_members('{"a": null}', '{a}'), '{}', 'an object may be left without members'
);
select is(
    analytics.drop_null_members('{"b": null}', '{a}'), '{"b": null}',
    'a member that there is not stays, to be refused'
);
select is(
    analytics.drop_null_members('[null]', '{a}'), '[null]', 'what is no object stays as it is'
);
select is(analytics.drop_null_members(null, '{a}'), null, 'and nothing stays nothing');

select finish();
rollback;
