begin;
\ir ../setup.psql
-- Each function that the service may call, the scope that a key needs for it, and a call that asks
-- for it first. Without a scope: "any" has nothing of a vendor, "none" is for no key.
create temp table call as
select * from (values
    ('answer_metrics', 'read', '{"metrics": ["revenue"], "timeframe": "today"}'),
    ('calculate_metrics', 'read', '{"metrics": ["revenue"], "timeframe": "today"}'),
    ('render_metrics', 'read', '{"metrics": ["revenue"], "timeframe": "today"}'),
    ('get_usage', 'read', null),
    ('forecast_bookings', 'read', '{}'),
    ('answer_insight', 'read', '{}'),
    ('list_recommendations', 'read', '{}'),
    ('get_recommendation', 'read', null),
    ('get_dashboard', 'read', null),
    ('get_dashboard_data', 'read', null),
    ('answer_dashboard_data', 'read', null),
    ('list_dashboards', 'read', null),
    ('list_rejected_events', 'read', '{}'),
    ('get_rejected_event', 'read', null),
    ('ingest_events', 'ingest', '[]'),
    ('receive_events', 'ingest', '[]'),
    ('receive_cloudevents', 'ingest', '[]'),
    ('refuse_body', 'ingest', 'x'),
    ('replay_rejected_events', 'ingest', '{}'),
    ('update_metrics', 'ingest', '{"updates": [{}]}'),
    ('correct_event', 'admin', '@identity'),
    ('delete_event', 'admin', '@identity'),
    ('erase_client', 'admin', null),
    ('export_vendor_page', 'admin', null),
    ('create_api_key', 'admin', '{}'),
    ('create_publishable_key', 'admin', '{}'),
    ('create_secret_key', 'admin', '{}'),
    ('list_api_keys', 'admin', null),
    ('revoke_api_key', 'admin', null),
    ('generate_recommendations', 'admin', '{}'),
    ('decide_recommendation', 'admin', null),
    ('create_dashboard', 'admin', '@dashboard'),
    ('update_dashboard', 'admin', null),
    ('delete_dashboard', 'admin', null),
    ('share_dashboard', 'admin', null),
    ('revoke_share', 'admin', null),
    ('train_model', 'admin', '{}'),
    ('update_model', 'admin', null),
    ('evaluate_model', 'admin', null),
    ('cancel_training_job', 'admin', null),
    ('get_model', 'read', null),
    ('list_models', 'read', null),
    ('get_training_job', 'read', null),
    ('predict_model', 'read', null),
    ('list_evaluations', 'read', null),
    ('list_hook_sources', 'admin', null),
    ('register_hook_source', 'admin', '{}'),
    ('remove_hook_source', 'admin', null),
    ('rotate_hook_secret', 'admin', null),
    -- Of no vendor.
    ('take_idempotency_key', 'any', null), ('keep_answer', 'any', null),
    ('get_catalog', 'any', null), ('answer_catalog', 'any', null), ('await_answer', 'any', 'x'),
    ('note_requests', 'any', '[]'), ('get_status', 'any', null), ('identify_key', 'any', null),
    ('list_demo_months', 'any', null), ('list_jobs', 'any', null), ('stable_uuid', 'any', null),
    ('take_units', 'any', null), ('run_take_units', 'any', null),
    ('record_usage', 'any', '[]'), ('measure_health', 'any', null),
    ('try_date', 'any', null), ('try_local_time', 'any', null), ('try_number', 'any', null),
    -- With a key, signature or link of their own.
    ('collect_events', 'any', null), ('receive_hook', 'any', null),
    ('get_shared_dashboard', 'any', null), ('answer_shared_dashboard', 'any', null),
    -- For platform administrators.
    ('bind_login', 'none', null),
    ('clear_cache', 'none', null), ('list_cache_rules', 'none', null),
    ('ensure_partitions', 'none', '2026-05-01'), ('list_doors', 'none', null),
    ('list_calendar', 'none', null), ('save_calendar', 'none', '{}'),
    ('list_tracked_tables', 'none', null), ('load_demo_month', 'none', '2026-05-01'),
    ('rebuild_rollups', 'none', null), ('register_demo_vendors', 'none', null),
    ('register_event_type', 'none', '{}'), ('register_hook_map', 'none', '{}'),
    ('register_vendors', 'none', null), ('verify_rollups', 'none', null)
) as c (name, scope, argument);
grant select on call to public;

create function pg_temp.compose(p_name text, p_argument text)
returns text
language sql
as $$
    select format(
        'select analytics_api.%I(%s)', p_name, concat_ws(', ', quote_nullable(
            case p_argument
                when '@identity' then '{"id": "11111111-1111-4111-8111-111111111111",
                    "eventType": "page.viewed", "timestamp": "2026-05-01T10:00:00Z"}'
                when '@dashboard' then '{"dashboardName": "d", "dashboardConfig": {"tiles": []}}'
                else p_argument
            end
        ), (
            -- Those without a default.
            select string_agg('null::' || format_type(a.type_oid, null), ', ' order by a.place)
            from unnest(p.proargtypes) with ordinality as a (type_oid, place)
            where a.place > 1 and a.place <= p.pronargs - p.pronargdefaults
        ))
    )
    from pg_proc as p
    where p.proname = p_name and p.pronamespace = 'analytics_api'::regnamespace
$$;
create function pg_temp.call_with(p_scopes jsonb, p_name text, p_argument text)
returns text
language plpgsql
as $$
declare
    v_code text := 'none';
begin
    perform set_config('request.jwt.claims', jsonb_build_object(
        'sub', 'key:1', 'scopes', p_scopes, 'app_metadata', jsonb_build_object(
            'vendor_ids', array[(select id from v)], 'vendor_role', 'owner'
        )
    )::text, true);
    begin
        execute case
            when exists (
                select from pg_proc as p where p.proname = p_name and p.pronargs = 0
                    and p.pronamespace = 'analytics_api'::regnamespace
            ) then format('select analytics_api.%I()', p_name)
            else pg_temp.compose(p_name, p_argument)
        end;
    exception
        when others then
            get stacked diagnostics v_code = returned_sqlstate;
    end;
    return v_code;
end;
$$;
create temp table v as select pg_temp.make_vendor() as id;
grant select on v to public;
grant execute on all functions in schema pg_temp to public;

select plan(7 + (select count(*)::integer from call));

select set_eq(
    $$
    select p.proname::text from pg_proc as p
    where p.pronamespace = 'analytics_api'::regnamespace
        and has_function_privilege('analytics_api_user', p.oid, 'execute')
    $$,
    $$ select name from call $$,
    'it is written down which scope each function of the api takes'
);
set local role analytics_api_user;
select is(
    pg_temp.call_with(to_jsonb(array['read', 'ingest', 'admin']) - c.scope, c.name, c.argument),
    'ZA407', format('%s takes the scope %s', c.name, c.scope)
)
from call as c
where c.scope in ('read', 'ingest', 'admin');
select isnt(
    pg_temp.call_with('["none"]', c.name, c.argument), 'ZA407', format('%s takes none', c.name)
)
from call as c
where c.scope = 'any';
select is(
    pg_temp.call_with('["read", "ingest", "admin"]', c.name, c.argument), 'ZA403',
    format('%s is for no key', c.name)
)
from call as c
where c.scope = 'none';
select is_empty(
    $$
    select c.name from call as c
    where c.scope in ('read', 'ingest', 'admin')
        and pg_temp.call_with(to_jsonb(array[c.scope]), c.name, c.argument) in ('ZA403', 'ZA407')
    $$,
    'with the scope that it takes, nothing else is missing'
);
select is_empty(
    $$
    select c.name from call as c
    where pg_temp.call_with(null, c.name, c.argument) <> 'ZA407'
        and c.scope in ('read', 'ingest', 'admin')
    $$,
    'a claim scopes that is no list gives none'
);
select set_config('request.jwt.claims', '{"scopes": ["read"]}', true);
reset role;
select throws_ok(
    $$ insert into public.analytics_inbox (vendor_id, event_type) values (null, 'page.viewed') $$,
    'ZA407', null, 'the inbox takes the scope ingest'
);
select throws_ok(
    $$ select analytics.require_scope('ingest') $$, 'ZA407', null, 'a scope that is missing'
);
select lives_ok($$ select analytics.require_scope('read') $$, 'one that is there');
select set_config('request.jwt.claims', '{"sub": "somebody"}', true);
select lives_ok($$ select analytics.require_scope('admin') $$, 'users have all scopes');

select finish();
rollback;
