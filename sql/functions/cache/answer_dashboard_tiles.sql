create or replace function analytics.answer_dashboard_tiles(
    p_name text,
    p_dashboard public.analytics_dashboards,
    p_overrides jsonb,
    p_locked_filters jsonb,
    p_known text[],
    p_in_turn boolean
)
returns table (etag text, format text, body text, tail text, rule jsonb)
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
declare
    v_vendors jsonb := analytics.resolve_vendors(to_jsonb(p_dashboard.vendor_id));
    v_now timestamptz := analytics.current_moment();
    v_state analytics.answer_state;
    v_answer jsonb;
begin
    v_state := analytics.seek_answer(
        row(
            array[p_name],
            concat_ws(
                e'\n', p_name, p_dashboard, p_overrides, p_locked_filters, v_vendors,
                -- Every named range of a tile is counted from the day.
                (v_now at time zone (v_vendors #>> '{0,timeZone}'))::date, v_now::date
            ),
            array[p_dashboard.vendor_id]
        ),
        p_known, statement_timestamp()
    );
    if not v_state.is_known and analytics.takes_turn(v_state.etag, p_in_turn) then
        v_answer := analytics.answer_dashboard(p_dashboard, p_overrides, p_locked_filters)
            - '{asOf,requestId}'::text[];
    end if;
    return query select
        v_state.etag, 'json', left(v_answer::text, -1),
        format(
            ', "asOf": %s, "requestId": %s', to_jsonb(statement_timestamp()), to_jsonb(coalesce(
                analytics.read_setting('analytics.request_id'), gen_random_uuid()::text
            ))
        ),
        analytics.describe_rule(v_state);
end;
$$;

comment on function analytics.answer_dashboard_tiles(
    text, public.analytics_dashboards, jsonb, jsonb, text[], boolean
) is
'What answer_dashboard answers, for a caller that keeps answers; see analytics_api.answer_metrics.
p_name is what cache_rules are matched with.';
revoke all on function analytics.answer_dashboard_tiles(
    text, public.analytics_dashboards, jsonb, jsonb, text[], boolean
) from public;
grant execute on function analytics.answer_dashboard_tiles(
    text, public.analytics_dashboards, jsonb, jsonb, text[], boolean
) to analytics_definer;
