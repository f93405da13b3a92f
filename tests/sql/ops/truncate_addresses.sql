begin;
\ir ../setup.psql
select plan(19);

select is(analytics.cut_address('192.0.2.7'), inet '192.0.2.0/24', 'IPv4 keeps its network');
select is(
    analytics.cut_address('2001:db8:1:2:3:4:5:6'), inet '2001:db8:1::/48', 'IPv6 too'
);
select is(analytics.cut_address('10.1.2.3/24'), inet '10.1.2.0/24', 'no bit of the host is left');
select is(analytics.cut_address('10.0.0.0/8'), inet '10.0.0.0/8', 'what is wider stays');

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.view_page(p_at text, p_address text)
returns jsonb
language sql
as $$
    select pg_temp.ingest(
        pg_temp.make_event((select id from v), 'page.viewed', p_at, '{"path": "/"}')
        || jsonb_build_object('ipAddress', p_address)
    )
$$;
create function pg_temp.addresses()
returns text
language sql
as $$
    select string_agg(e.ip_address::text, ' ' order by e."timestamp")
    from public.analytics_events as e where e.vendor_id = (select id from v)
$$;
create function pg_temp.run(p_now timestamptz)
returns integer
language plpgsql
as $$
declare
    v_item text;
    v_count integer := 0;
begin
    for v_item in
        select i from analytics.list_address_batches(p_now) as i
        where i like '%analytics\_events\_p2026\_0_ %' or i like '%rejected%'
    loop
        perform analytics.truncate_addresses(p_now, v_item);
        v_count := v_count + 1;
    end loop;
    return v_count;
end;
$$;

select pg_temp.view_page('2026-03-10T10:00:00Z', '192.0.2.1');
select pg_temp.view_page('2026-05-15T23:59:00Z', '2001:db8::1');
select pg_temp.view_page('2026-05-16T00:00:00Z', '192.0.2.3');
select pg_temp.view_page('2026-06-10T10:00:00Z', '192.0.2.4');
select pg_temp.ingest('{"eventType": "no.such"}'::jsonb);
select analytics_api.ingest_events(
    '[{"eventType": "no.such"}]',
    jsonb_build_object('vendorId', (select id from v), 'ipAddress', '192.0.2.9')
);
update public.analytics_rejected_events set received_at = '2026-04-01 00:00+00';
create temp table before as
select
    (select count(*) from analytics.rollup_deltas) as deltas,
    (select max(e.received_at) from public.analytics_events as e) as received_at;

select cmp_ok(pg_temp.run('2026-06-15 12:00+00'), '>', 0, 'what is 30 days old is due');
select is(
    pg_temp.addresses(), '192.0.2.0/24 2001:db8::/48 192.0.2.3/32 192.0.2.4/32',
    'and is cut to its network; what is younger is not'
);
select is(
    (
        select array_agg(r.context ->> 'ipAddress') from public.analytics_rejected_events as r
        where r.context ? 'ipAddress' and r.context ->> 'vendorId' = (select id::text from v)
    ),
    '{192.0.2.0/24}', 'so is what is kept beside rejected events'
);
select is(
    (select count(*) from analytics.rollup_deltas), (select deltas from before),
    'no number changes by it'
);
select is(
    (
        select count(*) from analytics.find_rollup_differences((select id from v))
    ),
    0::bigint, 'and all of them still agree with a recount'
);
select is(pg_temp.run('2026-06-15 23:00+00'), 0, 'the same day nothing is read again');
select is(
    (
        select array_agg(distinct split_part(i, ' ', 1) order by split_part(i, ' ', 1))
        from analytics.list_address_batches('2026-06-16 00:00+00') as i
        where i like '%analytics\_events\_p2026\_0_ %'
    ),
    '{public.analytics_events_p2026_05}', 'the next day only the month that is not done'
);
select cmp_ok(pg_temp.run('2026-06-16 00:00+00'), '>', 0, 'it goes on');
select is(
    pg_temp.addresses(), '192.0.2.0/24 2001:db8::/48 192.0.2.0/24 192.0.2.4/32', 'day by day'
);

-- A run that was interrupted.
select pg_temp.view_page('2026-05-20T10:00:00Z', '192.0.2.5');
update analytics.address_passes set next_block = 0, block_count = 2500
where relation_name = 'public.analytics_events_p2026_05';
select is(
    (
        select count(*) from analytics.list_address_batches('2026-06-16 00:00+00') as i
        where i like '%2026\_05 %'
    ),
    4::bigint, 'what is left of it, and once the whole'
);
select analytics.truncate_addresses('2026-06-16 00:00+00', 'public.analytics_events_p2026_05 1');
select is(
    (
        select a.next_block from analytics.address_passes as a
        where a.relation_name = 'public.analytics_events_p2026_05'
    ),
    1000::bigint, 'goes on where it ended'
);
select cmp_ok(pg_temp.run('2026-07-12 00:00+00'), '>=', 4, 'and then comes the next');
select is(
    pg_temp.addresses(),
    '192.0.2.0/24 2001:db8::/48 192.0.2.0/24 192.0.2.0/24 192.0.2.0/24', 'until all is done'
);

update analytics.settings set address_retention_days = null;
select is(
    (select count(*) from analytics.list_address_batches('2030-01-01 00:00+00')), 0::bigint,
    'null keeps them all'
);
select throws_ok(
    $$ update public.analytics_events set ip_address = null $$, 'ZA302', null,
    'others still cannot change an event'
);

select finish();
rollback;
