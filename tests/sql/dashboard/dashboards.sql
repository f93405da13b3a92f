begin;
\ir ../setup.psql
select plan(34);

create temp table v as
select
    pg_temp.make_vendor() as a,
    pg_temp.make_vendor() as b,
    pg_temp.make_vendor() as colleague;
grant select on v to public;
select
    pg_temp.pay(a, '2026-05-01T10:00:00Z', 10),
    pg_temp.pay(b, '2026-05-01T10:00:00Z', 7)
from v;
select pg_temp.ingest(pg_temp.make_event(
    a, 'payment.received', '2026-05-02T10:00:00Z',
    '{"paymentId": "q", "amount": 5, "method": "cash"}'
))
from v;

-- A user of vendors; a user is a profile of the host.
create function pg_temp.be(p_user_id uuid, p_vendor_id uuid)
returns void
language sql
as $$
    reset role;
    select set_config('request.jwt.claims', jsonb_build_object(
        'sub', p_user_id, 'app_metadata', jsonb_build_object('vendor_ids', array[p_vendor_id])
    )::text, true);
    set local role analytics_api_user;
$$;
grant execute on all functions in schema pg_temp to public;
create function pg_temp.config(p_metric text default 'revenue')
returns jsonb
language sql
as $$
    select jsonb_build_object(
        'timeframe', '{"from": "2026-05-01", "to": "2026-06-01"}'::jsonb,
        'tiles', jsonb_build_array(
            jsonb_build_object('id', 'one', 'title', 'Revenue', 'chart', 'number',
                'request', jsonb_build_object('metrics', jsonb_build_array(p_metric))),
            '{"id": "two", "request": {"metrics": ["revenue"], "groupBy": ["day"]}}'::jsonb
        )
    )
$$;
create function pg_temp.dashboard(p_name text, p_more jsonb default '{}')
returns jsonb
language sql
as $$
    select jsonb_build_object('dashboardName', p_name, 'dashboardConfig', pg_temp.config())
        || p_more
$$;
create function pg_temp.revenue(p_data jsonb)
returns text
language sql
as $$
    select p_data #>> '{tiles,0,answer,data,0,totals,0,value}'
$$;
grant execute on all functions in schema pg_temp to public;
create temp table made (name text, dashboard jsonb);
grant select, insert on made to public;

select pg_temp.be(a, a) from v;
insert into made
select
    'mine',
    analytics_api.create_dashboard(pg_temp.dashboard('Money', '{"isDefault": true}'));
select is(
    (select dashboard ->> 'version' from made), '1', 'a dashboard is made, in its first version'
);
select is(
    (select dashboard ->> 'isMine' from made), 'true', 'of whoever made it'
);
select is(
    pg_temp.revenue(analytics_api.get_dashboard_data((dashboard ->> 'id')::uuid)), '15',
    'its tiles are answered'
)
from made;
select is(
    (
        select count(distinct t #>> '{answer,data,0,asOf}')
        from made
        cross join lateral jsonb_array_elements(
            analytics_api.get_dashboard_data((dashboard ->> 'id')::uuid) -> 'tiles'
        ) as t
    ), 1::bigint, 'all of one moment'
);
select is(
    pg_temp.revenue(analytics_api.get_dashboard_data(
        (dashboard ->> 'id')::uuid, '{"timeframe": {"from": "2026-05-02", "to": "2026-05-03"}}'
    )), '5', 'the reader may choose the time'
)
from made;
select is(
    pg_temp.revenue(analytics_api.get_dashboard_data(
        (dashboard ->> 'id')::uuid, '{"filters": {"method": "cash"}}'
    )), '5', 'and filter further'
)
from made;
select throws_ok(
    format('select analytics_api.get_dashboard_data(%L, %L)', dashboard ->> 'id',
        '{"lockedFilters": {}}'), 'ZA111', null, 'but nothing that there is not'
)
from made;
select throws_ok(
    format('select analytics_api.get_dashboard_data(%L, %L)', dashboard ->> 'id',
        '{"timeframe": "last_moon"}'), 'ZA113', null, 'nor a range that there is not'
)
from made;
select throws_ok(
    $$ select analytics_api.create_dashboard(pg_temp.dashboard('Money')) $$,
    'ZA305', null, 'a name is taken once'
);
select lives_ok(
    $$ select analytics_api.create_dashboard(pg_temp.dashboard('Other', '{"isDefault": true}')) $$,
    'another may become the default'
);
select is(
    (
        select array_agg(listed.d ->> 'dashboardName' order by listed.place)
        from jsonb_array_elements(analytics_api.list_dashboards() -> 'dashboards')
            with ordinality as listed (d, place)
        where (listed.d ->> 'isDefault')::boolean or listed.place > 1
    ), '{Other,Money}', 'and is listed first, and is the only one'
);
select throws_ok(
    format('select analytics_api.update_dashboard(%L, 1, pg_temp.dashboard(%L))',
        dashboard ->> 'id', 'Gold'), 'ZA304', null,
    'what lost its place as default has changed'
)
from made;
select is(
    analytics_api.update_dashboard(
        (dashboard ->> 'id')::uuid, 2,
        pg_temp.dashboard('Gold', jsonb_build_object('sharedWith', jsonb_build_array(v.colleague)))
    ) -> 'version', '3', 'a change names the version that it was made from'
)
from made
cross join v;
select throws_ok(
    format('select analytics_api.delete_dashboard(%L, 2)', dashboard ->> 'id'),
    'ZA304', null, 'and so does a deletion'
)
from made;

insert into made
select
    'link',
    analytics_api.share_dashboard(
        (dashboard ->> 'id')::uuid, '{"expiresInDays": 1, "filters": {"method": "card"}}'
    )
from made where name = 'mine';
select is(
    pg_temp.revenue(analytics_api.get_shared_dashboard((dashboard ->> 'shareId')::uuid)), '10',
    'a link shows the dashboard through its filters'
)
from made where name = 'link';
select is(
    pg_temp.revenue(analytics_api.get_shared_dashboard(
        (dashboard ->> 'shareId')::uuid, '{"filters": {"method": "cash"}}'
    )), '0', 'which no filter of the reader can take away'
)
from made where name = 'link';
select throws_ok(
    format('select analytics_api.share_dashboard(%L, %L)', dashboard ->> 'id', bad), 'ZA146', null,
    'a link expires: ' || bad
)
from made
cross join unnest(
    array['{}', '{"expiresInDays": 0}', '{"expiresInDays": 400}', '{"expiresInDays": "1"}']
) as bad
where name = 'mine';

select pg_temp.be(colleague, a) from v;
select lives_ok(
    format('select analytics_api.get_dashboard(%L)', dashboard ->> 'id'),
    'whom it is shared with may read it'
)
from made where name = 'mine';
select throws_ok(
    format('select analytics_api.update_dashboard(%L, 3, pg_temp.dashboard(%L))',
        dashboard ->> 'id', 'Stolen'), 'ZA202', null, 'and not change it'
)
from made where name = 'mine';
select pg_temp.be(b, b) from v;
select throws_ok(
    format('select analytics_api.get_dashboard(%L)', dashboard ->> 'id'),
    'ZA202', null, 'for another vendor it is not there'
)
from made where name = 'mine';
select throws_ok(
    format('select analytics_api.get_shared_dashboard(%L)', dashboard ->> 'shareId'),
    'ZA203', null, 'nor is its link'
)
from made where name = 'link';
select throws_ok(
    format('select analytics_api.list_dashboards(%L)', jsonb_build_object('vendorId', a)),
    'ZA201', null, 'nor can it be listed'
)
from v;
select throws_ok(
    format('select analytics_api.list_dashboards(%L)', r.request), r.code, null, r.why
)
from (values
    ('{"limit": 0}', 'ZA110', 'a page has at least one'),
    ('{"page": 2}', 'ZA111', 'pages are named by cursors')
) as r (request, code, why);

select pg_temp.be(a, a) from v;
select throws_ok(
    format('select analytics_api.revoke_share(%L, gen_random_uuid())', dashboard ->> 'id'),
    'ZA203', null, 'a link that is not there cannot be revoked'
)
from made where name = 'mine';
select analytics_api.revoke_share(
    (m.dashboard ->> 'id')::uuid, (l.dashboard ->> 'shareId')::uuid
)
from made as m
inner join made as l on l.name = 'link'
where m.name = 'mine';
select throws_ok(
    format('select analytics_api.get_shared_dashboard(%L)', dashboard ->> 'shareId'),
    'ZA203', null, 'one that is revoked shows nothing more'
)
from made where name = 'link';
select lives_ok(
    format('select analytics_api.delete_dashboard(%L, 3)', dashboard ->> 'id'),
    'a dashboard is deleted with its links'
)
from made where name = 'mine';

select pg_temp.be(null, a) from v;
select throws_ok(
    $$ select analytics_api.create_dashboard(pg_temp.dashboard('Nobody''s')) $$,
    'ZA402', null, 'a token without a user makes none'
);
select pg_temp.be(gen_random_uuid(), a) from v;
select throws_ok(
    $$ select analytics_api.create_dashboard(pg_temp.dashboard('A stranger''s')) $$,
    'ZA402', null, 'nor does a user that nobody knows'
);
reset role;
-- A metric that went away after the dashboard was made.
select is(
    (
        select jsonb_path_query_array(analytics.answer_dashboard(d, '{}'), '$.tiles[*].*.code')
        from (
            select
                (jsonb_populate_record(
                    null::public.analytics_dashboards,
                    jsonb_build_object(
                        'vendor_id', v.a, 'dashboard_config', pg_temp.config('revenu')
                    )
                )).*
            from v
        ) as d
    ), '["ZA112"]', 'a tile that cannot be answered says why, and the others are answered'
);
select is(
    (select count(*) from analytics.dashboard_shares as s where s.vendor_id in (select a from v)),
    0::bigint, 'no link is left of a dashboard that is gone'
);

select finish();
rollback;
