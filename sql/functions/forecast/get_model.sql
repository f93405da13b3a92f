create or replace function analytics_api.get_model(p_model_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models := analytics.find_model(p_model_id, 'read');
begin
    return analytics.describe_model(v_model) || jsonb_build_object(
        'versions', (
            select coalesce(
                jsonb_agg(analytics.describe_model_version(v) order by v.version desc), '[]'
            )
            from analytics.forecast_model_versions as v
            where v.vendor_id = v_model.vendor_id and v.model_id = v_model.id
        ),
        'decisions', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'decidedAt', d.decided_at, 'decision', d.decision, 'version', d.version,
                'reason', d.reason, 'figures', d.figures
            ) order by d.decided_at desc, d.id), '[]')
            from analytics.forecast_decisions as d
            where d.vendor_id = v_model.vendor_id and d.model_id = v_model.id
        )
    );
end;
$$;

comment on function analytics_api.get_model(uuid) is
'A model with its versions, newest first, and why the champion among them answers. Raises ZA225.';
revoke all on function analytics_api.get_model(uuid) from public;
grant execute on function analytics_api.get_model(uuid) to analytics_api_user;
