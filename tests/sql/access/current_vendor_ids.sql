begin;
\ir ../setup.psql
select plan(12);

create temp table v as select pg_temp.make_vendor() as id;

select is(analytics.current_vendor_ids(), '{}', 'without claims there are no vendors');
select ok(analytics.is_platform_admin(), 'a DBA sees all vendors');
select is(analytics.writable_vendor_ids(), null, 'and may write for all of them');

set local role analytics_api_user;
select ok(not analytics.is_platform_admin(), 'the role of the app does not');
select set_config('request.jwt.claims', '{"app_metadata": {"platform_admin": true}}', true);
select ok(analytics.is_platform_admin(), 'but for an administrator by claim it does');
select set_config(
    'request.jwt.claims',
    '{"user_metadata": {"platform_admin": true, "vendor_ids":
    ["11111111-1111-4111-8111-111111111111"]}}', true
);
select ok(not analytics.is_platform_admin(), 'what users may write themselves counts for nothing');
select is(analytics.current_vendor_ids(), '{}', 'nor for vendors');
select set_config(
    'request.jwt.claims',
    '{"app_metadata": {"vendor_ids": ["11111111-1111-4111-8111-111111111111"]}}', true
);
select is(
    analytics.current_vendor_ids(), '{11111111-1111-4111-8111-111111111111}',
    'the claim app_metadata.vendor_ids names the vendors'
);
select set_config('request.jwt.claims', 'garbage', true);
select throws_ok(
    'select analytics.current_vendor_ids()', 'ZA401', null, 'claims that are no JSON'
);
select set_config('request.jwt.claims', '{"app_metadata": {"vendor_ids": ["x"]}}', true);
select throws_ok(
    'select analytics.current_vendor_ids()', 'ZA401', null, 'a vendor id that is none'
);

reset role;
insert into analytics.vendor_members (vendor_id, user_id)
select
id,
'66666666-6666-4666-8666-666666666666'
from v;
set local role analytics_api_user;
select set_config(
    'request.jwt.claims', '{"sub": "66666666-6666-4666-8666-666666666666"}', true
);
reset role;
select is(
    analytics.current_vendor_ids(), array[(select id from v)],
    'members of a vendor have it by their subject'
);
select set_config('request.jwt.claims', '{"sub": "somebody"}', true);
select is(analytics.current_vendor_ids(), '{}', 'a subject that is no UUID is no member');

select finish();
rollback;
