create or replace function analytics.decide_champion(
    p_model analytics.forecast_models,
    p_version integer,
    p_champion_score numeric,
    p_now timestamptz
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    v_new analytics.forecast_model_versions;
    v_champion analytics.forecast_model_versions;
    v_rival numeric;
    v_is_promoted boolean;
    v_reason text;
begin
    select v.* into v_new
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.version = p_version;
    select v.* into v_champion
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.state = 'champion';
    v_rival := coalesce(p_champion_score, v_champion.score);
    if v_champion.version is null then
        v_is_promoted := true;
        v_reason := 'it is the first';
    elsif v_champion.recipe - '{trainingData,validation}'::text[]
        = v_new.recipe - '{trainingData,validation}'::text[]
        and v_champion.recipe #> '{trainingData,filter}'
        is not distinct from v_new.recipe #> '{trainingData,filter}'
    then
        -- On the same months the same recipe scores the same: it would be compared with itself.
        v_is_promoted := true;
        v_reason := 'the same recipe, with the data of today';
    else
        v_is_promoted := coalesce(v_new.score < v_rival, v_rival is null);
        v_reason := case when v_is_promoted then 'its backtest beats that of the champion'
            else 'its backtest does not beat that of the champion' end;
    end if;
    if v_is_promoted then
        perform analytics.promote_version(v_new, 'retired', p_now);
    else
        -- What is trained next follows the recipe that has proved better.
        perform analytics.restore_recipe(v_champion);
    end if;
    insert into analytics.forecast_decisions (
        vendor_id, model_id, decided_at, decision, version, reason, figures
    )
    values (
        p_model.vendor_id, p_model.id, p_now,
        case when v_is_promoted then 'promoted' else 'kept' end,
        case when v_is_promoted then p_version else v_champion.version end, v_reason,
        jsonb_build_object(
            'challenger', p_version, 'challengerScore', v_new.score,
            'champion', v_champion.version, 'championScore', v_rival
        )
    );
    return v_is_promoted;
end;
$$;

comment on function analytics.decide_champion(
    analytics.forecast_models, integer, numeric, timestamptz
) is
'Whether a new version answers from now on: as the first, with the champion''s own recipe, or
because its backtest beats the champion''s on the same months. Both ways the decision is kept.';
revoke all on function analytics.decide_champion(
    analytics.forecast_models, integer, numeric, timestamptz
) from public;
