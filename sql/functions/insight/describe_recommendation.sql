create or replace function analytics.describe_recommendation(
    p_recommendation analytics.recommendations
)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'id', (p_recommendation).id,
        'vendorId', (p_recommendation).vendor_id,
        'kind', (p_recommendation).kind,
        'subject', (p_recommendation).subject,
        'state', (p_recommendation).state,
        'experiment', (p_recommendation).is_experiment,
        'title', (p_recommendation).title,
        'statement', (p_recommendation).statement,
        'expectedEffect', jsonb_build_object(
            'unit', (p_recommendation).effect_unit || ' a year',
            'value', (p_recommendation).effect,
            'interval95', jsonb_build_object(
                'low', (p_recommendation).effect_low, 'high', (p_recommendation).effect_high
            ),
            'revenue', case when (p_recommendation).effect_value is not null then
                jsonb_build_object(
                    'currency', (p_recommendation).currency,
                    'amount', (p_recommendation).effect_value,
                    'interval95', jsonb_build_object(
                        'low', (p_recommendation).effect_value_low,
                        'high', (p_recommendation).effect_value_high
                    )
                ) end,
            'method', (p_recommendation).method,
            'assumptions', (p_recommendation).assumptions
        ),
        'evidence', (p_recommendation).evidence,
        'resources', k.resources,
        'effortDays', (p_recommendation).effort_days,
        'timelineDays', k.timeline_days,
        'risk', k.risk,
        'risks', k.risks,
        'complexity', k.complexity,
        'priority', (p_recommendation).priority,
        'createdAt', (p_recommendation).created_at,
        'updatedAt', (p_recommendation).updated_at,
        'decidedAt', (p_recommendation).decided_at,
        'decidedBy', (p_recommendation).decided_by,
        'note', (p_recommendation).note,
        'dueOn', (p_recommendation).due_on,
        'measure', (p_recommendation).measure,
        'baseline', (p_recommendation).baseline,
        'outcome', (p_recommendation).outcome,
        'measuredAt', (p_recommendation).measured_at
    )
    from analytics.describe_recommendation_kind((p_recommendation).kind) as k
$$;

comment on function analytics.describe_recommendation(analytics.recommendations) is
'A recommendation as the interface answers it.';
revoke all on function analytics.describe_recommendation(analytics.recommendations) from public;
grant execute on function analytics.describe_recommendation(analytics.recommendations)
to analytics_definer;
