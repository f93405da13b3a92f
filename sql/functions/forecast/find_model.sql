create or replace function analytics.find_model(p_model_id uuid, p_scope text)
returns analytics.forecast_models
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_model analytics.forecast_models;
begin
    perform analytics.require_scope(p_scope);
    select m.* into v_model
    from analytics.forecast_models as m
    where m.id = p_model_id and m.vendor_id in (
        select (v ->> 'vendorId')::uuid
        from jsonb_array_elements(analytics.resolve_vendors('"all"', p_scope)) as v
    );
    if v_model.id is null then
        raise exception using
            errcode = 'ZA225',
            message = 'there is no such model, or it is not yours',
            hint = 'analytics_api.list_models names yours';
    end if;
    return v_model;
end;
$$;

comment on function analytics.find_model(uuid, text) is
'A model of one of the caller''s vendors. Raises ZA225 for any other, alike, and ZA407 (a key
without the scope).';
revoke all on function analytics.find_model(uuid, text) from public;
grant execute on function analytics.find_model(uuid, text) to analytics_definer;
