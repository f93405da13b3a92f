create or replace function analytics.compose_tile_request(
    p_tile jsonb,
    p_dashboard public.analytics_dashboards,
    p_overrides jsonb
)
returns jsonb
language sql
immutable
security invoker
set search_path = ''
as $$
    select jsonb_strip_nulls((p_tile -> 'request') || jsonb_build_object(
        'vendorId', p_dashboard.vendor_id,
        'timeframe', coalesce(
            p_overrides -> 'timeframe', nullif(p_tile #> '{request,timeframe}', 'null'),
            p_dashboard.dashboard_config -> 'timeframe'
        ),
        'compareWith', coalesce(
            p_overrides -> 'compareWith', p_tile #> '{request,compareWith}'
        ),
        'filters', (
            select jsonb_build_object('and', jsonb_agg(f))
            from unnest(array[
                p_tile #> '{request,filters}', p_dashboard.dashboard_config -> 'filters',
                p_overrides -> 'filters', p_overrides -> 'lockedFilters'
            ]) as f
            where f <> 'null'
            having count(*) > 0
        )
    ))
$$;

comment on function analytics.compose_tile_request(jsonb, public.analytics_dashboards, jsonb) is
'The metrics request of a tile: its own, for the vendor of the dashboard, with the timeframe of the
reader before that of the tile before that of the dashboard, and the filters of all of them.';
revoke all on function analytics.compose_tile_request(jsonb, public.analytics_dashboards, jsonb)
from public;
grant execute on function analytics.compose_tile_request(jsonb, public.analytics_dashboards, jsonb)
to analytics_definer;
