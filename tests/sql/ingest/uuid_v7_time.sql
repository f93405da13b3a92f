begin;
select plan(3);

-- The example of RFC 9562, appendix A.6.
select is(
    analytics.uuid_v7_time('017f22e2-79b0-7cc3-98c4-dc0c0c07398f'),
    timestamptz '2022-02-22 19:22:22+00', 'version 7 carries its time'
);
select is(
    analytics.uuid_v7_time('11111111-1111-4111-8111-111111111111'), null, 'version 4 does not'
);
select is(
    analytics.uuid_v7_time('017f22e2-79b0-7cc3-18c4-dc0c0c07398f'), null,
    'nor does another variant'
);

select finish();
rollback;
