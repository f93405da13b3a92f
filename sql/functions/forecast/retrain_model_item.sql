create or replace function analytics.retrain_model_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_model analytics.forecast_models;
    v_reason text;
begin
    select m.* into v_model from analytics.forecast_models as m where m.id = p_item::uuid;
    v_reason := analytics.find_retrain_reason(v_model, p_now);
    if v_reason is null then
        return;
    end if;
    insert into analytics.forecast_decisions (
        vendor_id, model_id, decided_at, decision, version, reason
    )
    select v.vendor_id, v.model_id, p_now, 'retrain', v.version, v_reason
    from analytics.forecast_model_versions as v
    where v.vendor_id = v_model.vendor_id and v.model_id = v_model.id and v.state = 'champion';
    perform analytics.queue_training(v_model, 'train', v_reason, p_now);
end;
$$;

comment on function analytics.retrain_model_item(timestamptz, text) is
'One item of the job retrain_models: queue the training of the model p_item, and keep why.';
revoke all on function analytics.retrain_model_item(timestamptz, text) from public;
