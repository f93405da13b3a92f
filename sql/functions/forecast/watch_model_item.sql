create or replace function analytics.watch_model_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_champion analytics.forecast_model_versions;
    v_before analytics.forecast_model_versions;
    v_version integer;
    v_figures jsonb;
begin
    select v.* into v_champion
    from analytics.forecast_model_versions as v
    where v.model_id = p_item::uuid and v.state = 'champion'
    for no key update;
    select b.version, b.figures
    into v_version, v_figures
    from analytics.find_better_version(v_champion, p_now) as b;
    if v_version is null then
        return;
    end if;
    select v.* into v_before
    from analytics.forecast_model_versions as v
    where v.vendor_id = v_champion.vendor_id and v.model_id = v_champion.model_id
        and v.version = v_version;
    perform analytics.promote_version(v_before, 'rolled_back', p_now);
    perform analytics.restore_recipe(v_before);
    insert into analytics.forecast_decisions (
        vendor_id, model_id, decided_at, decision, version, reason, figures
    )
    values (
        v_before.vendor_id, v_before.model_id, p_now, 'rolled_back', v_version,
        format('version %s was further off than the one before it', v_champion.version), v_figures
    );
end;
$$;

comment on function analytics.watch_model_item(timestamptz, text) is
'One item of the job watch_models: have the version before the champion of the model p_item answer
again, because it has done better, and keep why.';
revoke all on function analytics.watch_model_item(timestamptz, text) from public;
