begin;
\ir ../setup.psql
select plan(24);

insert into analytics.rate_limits
(subject_kind, route_class, subject, unit_count, period_s, burst_count)
values
('user', 'read', 'u', 60, 60, 3),
('vendor', 'read', 'v', 120, 60, 2),
('user', 'ingest', 'u', 60, 60, 10);
insert into analytics.route_costs (route, unit_count, bytes_per_unit)
values ('/dear', 2, null), ('/far too dear', 50, null), ('/by size', 1, 1024);

create function pg_temp.ask(
    p_at text,
    p_route text default '/',
    p_subjects text[] default array['u', null, null, null],
    p_route_class text default 'read',
    p_bytes bigint default 0
)
returns text
language plpgsql
as $$
declare
    v_detail jsonb;
begin
    return (
        select coalesce(t.remainders, 'no limit')
        from analytics_api.take_units(
            p_subjects, p_route_class, p_route, p_bytes, ('2026-05-01 ' || p_at)::timestamptz
        ) as t
    );
exception
    when sqlstate 'ZA601' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return format('refused for %s s: %s', v_detail ->> 'waitS', v_detail ->> 'remainder');
end;
$$;

-- A unit a second, three at once.
select is(
    pg_temp.ask('10:00:00'), '"user";r=2;t=1', 'a first request leaves the rest of the burst'
);
select is(pg_temp.ask('10:00:00'), '"user";r=1;t=2', 'the next one at the same time one less');
select is(pg_temp.ask('10:00:00'), '"user";r=0;t=3', 'and the last one of the burst nothing');
select is(
    pg_temp.ask('10:00:00'), 'refused for 1 s: "user";r=0;t=3',
    'then the next unit must be waited for'
);
select is(
    pg_temp.ask('10:00:00.4'), 'refused for 1 s: "user";r=0;t=3', 'also a part of its second later'
);
select is(
    pg_temp.ask('10:00:01'), '"user";r=0;t=3', 'after it one passes: refusals have cost nothing'
);
select is(pg_temp.ask('10:00:01.9'), 'refused for 1 s: "user";r=0;t=3', 'and one only');
select is(
    pg_temp.ask('10:00:03'), '"user";r=1;t=2', 'units that were not spent come back one by one'
);
select is(pg_temp.ask('11:00:00'), '"user";r=2;t=1', 'but never more than the burst');

-- Costs.
select is(pg_temp.ask('12:00:00', '/dear'), '"user";r=1;t=2', 'a dear route costs more');
select is(
    pg_temp.ask('12:00:00', '/dear'), 'refused for 1 s: "user";r=1;t=2',
    'what is left may be too little for it'
);
select is(pg_temp.ask('12:00:00'), '"user";r=0;t=3', 'and enough for a cheap one');
select is(
    pg_temp.ask('12:01:00', '/far too dear'), '"user";r=0;t=3',
    'one that costs more than the burst takes all of it'
);
select is(
    pg_temp.ask('12:01:00', '/far too dear'), 'refused for 3 s: "user";r=0;t=3',
    'and waits for all of it'
);
select is(
    pg_temp.ask('12:00:00', '/by size', p_route_class => 'ingest', p_bytes => 3000),
    '"user";r=7;t=3', 'a large body costs more, and classes are counted apart'
);

-- Several limits.
select is(
    pg_temp.ask('13:00:00', p_subjects => array['u', null, 'v', null]),
    '"user";r=2;t=1, "vendor";r=1;t=1', 'user and vendor count both'
);
select is(
    pg_temp.ask('13:00:00', p_subjects => array['w', null, 'v', null]),
    '"user";r=299;t=1, "vendor";r=0;t=1', 'each user of a vendor counts for the vendor'
);
select is(
    pg_temp.ask('13:00:00', p_subjects => array['w', null, 'v', null]),
    'refused for 1 s: "vendor";r=0;t=1', 'which may have nothing left while the user has'
);
select is(
    pg_temp.ask('13:00:00', p_subjects => array['w', null, null, null]),
    '"user";r=298;t=1', 'a refusal by one limit takes nothing of another'
);
update analytics.rate_limits set is_enabled = false where subject = 'v';
select is(
    pg_temp.ask('13:00:00', p_subjects => array[null, null, 'v', null]), 'no limit',
    'a limit can be lifted for one subject'
);
select is(
    pg_temp.ask('13:00:00', p_subjects => array[null, null, null, null]), 'no limit',
    'nobody has no limit'
);

-- The vendor of a member.
create temp table member as
select
    pg_temp.make_vendor() as vendor_id,
    gen_random_uuid() as user_id;
insert into analytics.vendor_members (vendor_id, user_id, member_role)
select
    m.vendor_id,
    m.user_id,
    'staff'
from member as m;
select is(
    pg_temp.ask(
        '13:00:00', p_subjects => array[(select m.user_id::text from member as m), null, null, null]
    ),
    '"user";r=299;t=1, "vendor";r=499;t=1', 'a member of one vendor counts for it'
);

select throws_ok(
    $$
    select t.* from generate_series(1, 4) as n
    cross join lateral analytics_api.take_units(
        array['u', null, null, null], 'read', '/' || left(n::text, 0), 0, '2026-05-01 14:00:00Z'
    ) as t
    $$,
    'ZA601', null, 'too much is a ZA601'
);

select analytics.prune_rate_states('2026-05-01 12:30:00Z', null);
select results_eq(
    $$
    select s.subject || ' ' || s.route_class from analytics.rate_states as s
    where s.subject in ('u', 'w') order by 1
    $$,
    array['u read', 'w read'], 'who has paid for everything is forgotten'
);

select finish();
rollback;
