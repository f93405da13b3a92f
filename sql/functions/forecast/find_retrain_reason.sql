create or replace function analytics.find_retrain_reason(
    p_model analytics.forecast_models,
    p_now timestamptz
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    c_drift_months constant integer := 3;
    v_champion analytics.forecast_model_versions;
    v_start_on date;
    v_values float8[];
    v_new_count integer;
begin
    select v.* into v_champion
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_model.vendor_id and v.model_id = p_model.id and v.state = 'champion';
    -- A series that was sent changes when another is sent.
    if v_champion.version is null or p_model.training_data ? 'series' then
        return null;
    end if;
    select s.start_on, s.month_values
    into v_start_on, v_values
    from analytics.read_model_series(p_model, p_now) as s;
    v_new_count := cardinality(v_values) - 1 - (
        analytics.month_number(v_champion.trained_until) - analytics.month_number(v_start_on)
    );
    return case
        when v_values is null or v_new_count < 0 then null
        when v_new_count >= p_model.retrain_after_months then 'new_months'
        when v_champion.data_hash <> analytics.hash_series(
            v_start_on, v_values[:cardinality(v_values) - v_new_count]
        ) then 'changed_data'
        -- Of the last three months two outside limits that hold nineteen of twenty.
        when (
            select count(*) filter (
                where l.actual not between l.low_95 and l.high_95
            ) >= 2
            from (
                select m.* from analytics.live_months(v_champion, p_now) as m
                order by m.month_on desc
                limit c_drift_months
            ) as l
        ) then 'drift'
    end;
end;
$$;

comment on function analytics.find_retrain_reason(analytics.forecast_models, timestamptz) is
'Why a model is to be trained again: new_months (as many as it says), changed_data (of months that
it was trained on), drift (two of the last three months were outside its 95 percent limits); null
where nothing asks for it.';
revoke all on function analytics.find_retrain_reason(analytics.forecast_models, timestamptz)
from public;
