create or replace function analytics.export_models(
    p_vendor_id uuid,
    p_after jsonb,
    p_limit integer
)
returns table (line jsonb, key jsonb)
language sql
stable
security invoker
set search_path = ''
set timezone = 'UTC'
as $$
    with line as (
        select
            1 as place, m.id::text as id,
            -- The recipe has what the interface leaves out: a series that was sent.
            analytics.describe_model(m) - 'latestJob' || analytics.compose_recipe(m)
                || '{"record": "model"}' as item
        from analytics.forecast_models as m
        where m.vendor_id = p_vendor_id
        union all
        select
            2, v.model_id || to_char(v.version, ' 000000'),
            analytics.describe_model_version(v) || jsonb_build_object(
                'record', 'model_version', 'vendorId', v.vendor_id, 'modelId', v.model_id,
                'recipe', v.recipe, 'backtest', v.backtest, 'predictions', (
                    select coalesce(jsonb_agg(jsonb_build_object(
                        'month', to_char(p.month_on, 'YYYY-MM'), 'predicted', p.predicted,
                        'low80', p.low_80, 'high80', p.high_80, 'low95', p.low_95,
                        'high95', p.high_95
                    ) order by p.month_on), '[]')
                    from analytics.forecast_predictions as p
                    where p.vendor_id = v.vendor_id and p.model_id = v.model_id
                        and p.version = v.version
                )
            )
        from analytics.forecast_model_versions as v
        where v.vendor_id = p_vendor_id
        union all
        select 3, j.id::text, analytics.describe_training_job(j) || '{"record": "training_job"}'
        from analytics.forecast_training_jobs as j
        where j.vendor_id = p_vendor_id
        union all
        select
            4, e.id::text, analytics.describe_stored_evaluation(e)
            || jsonb_build_object('record', 'model_evaluation', 'vendorId', e.vendor_id)
        from analytics.forecast_evaluations as e
        where e.vendor_id = p_vendor_id
        union all
        select 5, d.id::text, jsonb_build_object(
            'record', 'model_decision', 'id', d.id, 'vendorId', d.vendor_id,
            'modelId', d.model_id, 'decidedAt', d.decided_at, 'decision', d.decision,
            'version', d.version, 'reason', d.reason, 'figures', d.figures
        )
        from analytics.forecast_decisions as d
        where d.vendor_id = p_vendor_id
    )
    select l.item, jsonb_build_array(l.place, l.id)
    from line as l
    where p_after is null
        or (l.place, l.id collate "C") > ((p_after ->> 0)::integer, p_after ->> 1)
    order by l.place, l.id collate "C"
    limit p_limit
$$;

comment on function analytics.export_models(uuid, jsonb, integer) is
'Models of a vendor after a key: first each as it is trained, then their versions with all that
these forecast, the jobs, evaluations and decisions. What is trained over many vendors at once is
none of theirs.';
revoke all on function analytics.export_models(uuid, jsonb, integer) from public;
grant execute on function analytics.export_models(uuid, jsonb, integer) to analytics_definer;
