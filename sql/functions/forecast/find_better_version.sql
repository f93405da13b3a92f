create or replace function analytics.find_better_version(
    p_champion analytics.forecast_model_versions,
    p_now timestamptz,
    out version integer,
    out figures jsonb
)
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    c_months_min constant integer := 3;
    -- As much worse as chance does not explain away at once.
    c_worse constant float8 := 1.1;
    v_before analytics.forecast_model_versions;
    v_month_count integer;
    v_own float8;
    v_other float8;
begin
    select v.* into v_before
    from analytics.forecast_model_versions as v
    where v.vendor_id = p_champion.vendor_id and v.model_id = p_champion.model_id
        and v.state = 'retired'
    order by v.promoted_at desc, v.version desc
    limit 1;
    if v_before.version is null then
        return;
    end if;
    select count(*), avg(abs(c.actual - c.predicted)), avg(abs(b.actual - b.predicted))
    into v_month_count, v_own, v_other
    from analytics.live_months(p_champion, p_now) as c
    inner join analytics.live_months(v_before, p_now) as b on c.month_on = b.month_on;
    if v_month_count >= c_months_min and v_own > v_other * c_worse then
        version := v_before.version;
        figures := jsonb_build_object(
            'months', v_month_count, 'championError', round(v_own::numeric, 4),
            'versionBeforeError', round(v_other::numeric, 4)
        );
    end if;
end;
$$;

comment on function analytics.find_better_version(
    analytics.forecast_model_versions, timestamptz
) is
'The version before a champion, where its forecasts of at least three months that both have
forecast, and that are over, were clearly better (the mean absolute error of the champion is a tenth
larger).';
revoke all on function analytics.find_better_version(
    analytics.forecast_model_versions, timestamptz
) from public;
