create or replace function analytics.store_metric_updates(
    p_vendor_id uuid,
    p_updates jsonb,
    p_offset integer,
    p_context jsonb
)
returns jsonb
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_events jsonb;
    v_unreadable jsonb;
    v_result jsonb;
begin
    select
        jsonb_agg(c.composed -> 'event' order by u.place),
        coalesce(
            jsonb_object_agg(u.place - 1, c.composed -> 'reasons')
            filter (where c.composed ? 'reasons'), '{}'
        )
    into v_events, v_unreadable
    from jsonb_array_elements(p_updates) with ordinality as u (item, place)
    cross join lateral (
        select analytics.compose_metric_event(p_vendor_id, u.item) as composed offset 0
    ) as c;
    v_result := analytics.store_events(
        v_events, p_context || jsonb_build_object('vendorId', p_vendor_id), array[p_vendor_id],
        v_unreadable, p_body => p_updates::text, p_format => 'json'
    );
    return v_result || jsonb_build_object('verdicts', (
        select jsonb_agg(
            v.verdict || jsonb_build_object('index', p_offset + v.place - 1)
            || case when v.verdict ? 'reasons' then jsonb_build_object('reasons', (
                select jsonb_agg(r || jsonb_build_object('index', p_offset + v.place - 1))
                from jsonb_array_elements(v.verdict -> 'reasons') as r
            )) else '{}' end
            order by v.place
        )
        from jsonb_array_elements(v_result -> 'verdicts') with ordinality as v (verdict, place)
    ));
end;
$$;

comment on function analytics.store_metric_updates(uuid, jsonb, integer, jsonb) is
'Store updates of metrics as events, each by itself; returns the result of the ingest, with indexes
from p_offset on.';
revoke all on function analytics.store_metric_updates(uuid, jsonb, integer, jsonb) from public;
grant execute on function analytics.store_metric_updates(uuid, jsonb, integer, jsonb)
to analytics_definer;
