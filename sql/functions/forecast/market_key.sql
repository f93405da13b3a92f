create or replace function analytics.market_key(p_model analytics.forecast_models)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_filter jsonb := p_model.training_data -> 'filter';
    v_own analytics.vendor_settings;
begin
    select s.* into v_own
    from analytics.vendor_settings as s
    where s.vendor_id = p_model.vendor_id;
    if p_model.training_data ? 'series' or v_filter ->> 'market' = 'own'
        or v_own.vendor_id is null or 'pooled_models' = any (v_own.opt_outs)
        or p_model.currency <> v_own.currency
    then
        return null;
    end if;
    return jsonb_build_array(
        p_model.target, v_filter, to_jsonb(p_model.features),
        case when v_filter ->> 'market' = 'same_type' then v_own.vendor_type end
    )::text;
end;
$$;

comment on function analytics.market_key(analytics.forecast_models) is
'The same for all models that are trained on the same series, so that these are read once; null for
one that is trained on series of its own.';
revoke all on function analytics.market_key(analytics.forecast_models) from public;
