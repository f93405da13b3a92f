create or replace function analytics.store_model_version(
    p_model analytics.forecast_models,
    p_result jsonb,
    p_now timestamptz
)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_version integer;
begin
    perform from analytics.forecast_models as m
    where m.vendor_id = p_model.vendor_id and m.id = p_model.id
    for no key update;
    insert into analytics.forecast_model_versions as v (
        vendor_id, model_id, version, state, recipe, artefact_key, data_hash, trained_from,
        trained_until, series_count, backtest, score, summary, created_at
    )
    select p_model.vendor_id, p_model.id, coalesce(max(o.version), 0) + 1, 'challenger',
        p_result -> 'recipe', p_result ->> 'artefactKey', p_result ->> 'dataHash',
        (p_result ->> 'trainedFrom')::date, (p_result ->> 'trainedUntil')::date,
        (p_result ->> 'seriesCount')::integer, p_result -> 'backtest',
        (p_result ->> 'score')::numeric, p_result -> 'summary', p_now
    from analytics.forecast_model_versions as o
    where o.vendor_id = p_model.vendor_id and o.model_id = p_model.id
    returning v.version into v_version;
    insert into analytics.forecast_predictions (
        vendor_id, model_id, version, month_on, predicted, low_80, high_80, low_95, high_95
    )
    select p_model.vendor_id, p_model.id, v_version, (m.item ->> 'month')::date,
        (m.item ->> 'predicted')::numeric,
        (m.item ->> 'low80')::numeric, (m.item ->> 'high80')::numeric,
        (m.item ->> 'low95')::numeric, (m.item ->> 'high95')::numeric
    from jsonb_array_elements(p_result -> 'months') as m (item);
    perform analytics.decide_champion(
        p_model, v_version, (p_result ->> 'championScore')::numeric, p_now
    );
    return v_version;
end;
$$;

comment on function analytics.store_model_version(analytics.forecast_models, jsonb, timestamptz) is
'Keep what a training has made as the next version of a model, with its forecasts, and decide
whether it is the one that answers. Returns its number.';
revoke all on function analytics.store_model_version(analytics.forecast_models, jsonb, timestamptz)
from public;
