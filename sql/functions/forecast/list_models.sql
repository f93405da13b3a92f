create or replace function analytics_api.list_models(p_vendor_id jsonb default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    -- First of all: whether the vendor is the caller's does not hang on there being a model.
    v_vendors jsonb := analytics.resolve_vendors(coalesce(p_vendor_id, '"all"'));
begin
    return (
        select jsonb_build_object('models', coalesce(
            jsonb_agg(analytics.describe_model(m) order by m.created_at desc, m.id), '[]'
        ))
        from analytics.forecast_models as m
        where m.vendor_id in (
            select (v ->> 'vendorId')::uuid from jsonb_array_elements(v_vendors) as v
        )
    );
end;
$$;

comment on function analytics_api.list_models(jsonb) is
'{"models"} of a vendor, or of all of the caller''s, newest first. Raises ZA110, ZA201.';
revoke all on function analytics_api.list_models(jsonb) from public;
grant execute on function analytics_api.list_models(jsonb) to analytics_api_user;
