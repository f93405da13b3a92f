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
    where m.id = p_model_id and (
        analytics.is_platform_admin() or m.vendor_id = any(analytics.current_vendor_ids())
    );
    if v_model.id is null then
        raise exception using
            errcode = 'ZA225',
            message = 'there is no such model, or it is not yours',
            hint = 'analytics_api.list_models names yours';
    end if;
    if p_scope = 'admin' then
        perform analytics.require_vendor_owner(v_model.vendor_id);
    end if;
    return v_model;
end;
$$;

comment on function analytics.find_model(uuid, text) is
'A model of one of the caller''s vendors; with the scope admin of one that the caller owns. Raises
ZA225 for any other, alike, ZA403 (not the owner), ZA407 (a key without the scope).';
revoke all on function analytics.find_model(uuid, text) from public;
grant execute on function analytics.find_model(uuid, text) to analytics_definer;
