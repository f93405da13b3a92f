create or replace function analytics.answer_tile(
    p_tile jsonb,
    p_dashboard public.analytics_dashboards,
    p_overrides jsonb
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_head jsonb := jsonb_build_object(
        'id', p_tile -> 'id', 'title', p_tile -> 'title', 'chart', p_tile -> 'chart'
    );
    v_code text;
    v_message text;
    v_detail text;
begin
    return v_head || jsonb_build_object('answer', analytics_api.calculate_metrics(
        analytics.compose_tile_request(p_tile, p_dashboard, p_overrides)
    ));
exception
    when others then
        get stacked diagnostics
            v_code = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail;
        if v_code not like 'ZA1%' then
            raise;
        end if;
        return v_head || jsonb_build_object('problem', jsonb_build_object(
            'code', v_code, 'detail', v_message, 'errors', v_detail::jsonb
        ));
end;
$$;

comment on function analytics.answer_tile(jsonb, public.analytics_dashboards, jsonb) is
'A tile with the answer to its request, or with the problem of the request: a metric that is gone
does not take the dashboard with it.';
revoke all on function analytics.answer_tile(jsonb, public.analytics_dashboards, jsonb) from public;
grant execute on function analytics.answer_tile(jsonb, public.analytics_dashboards, jsonb)
to analytics_definer;
