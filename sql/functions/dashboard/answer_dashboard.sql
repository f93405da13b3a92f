create or replace function analytics.answer_dashboard(
    p_dashboard public.analytics_dashboards,
    p_overrides jsonb,
    p_locked_filters jsonb default null
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(p_overrides, '{timeframe,compareWith,filters}', ''),
        analytics.resolve_timeframe(p_overrides -> 'timeframe')
    ));
    return jsonb_build_object(
        'dashboardId', p_dashboard.id,
        'dashboardName', p_dashboard.dashboard_name,
        'version', p_dashboard.version,
        'asOf', statement_timestamp(),
        'requestId', coalesce(
            analytics.read_setting('analytics.request_id'), gen_random_uuid()::text
        ),
        'tiles', (
            select coalesce(jsonb_agg(
                analytics.answer_tile(
                    t.tile, p_dashboard, p_overrides || jsonb_strip_nulls(
                        jsonb_build_object('lockedFilters', p_locked_filters)
                    )
                ) order by t.place
            ), '[]')
            from jsonb_array_elements(p_dashboard.dashboard_config -> 'tiles')
                with ordinality as t (tile, place)
        )
    );
end;
$$;

comment on function analytics.answer_dashboard(public.analytics_dashboards, jsonb, jsonb) is
'All tiles of a dashboard, answered from one snapshot. Raises ZA111, ZA113 for overrides that cannot
be read.';
revoke all on function analytics.answer_dashboard(public.analytics_dashboards, jsonb, jsonb)
from public;
grant execute on function analytics.answer_dashboard(public.analytics_dashboards, jsonb, jsonb)
to analytics_definer;
