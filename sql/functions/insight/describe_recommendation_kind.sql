create or replace function analytics.describe_recommendation_kind(p_kind text)
returns table (
    resources text,
    effort_days numeric,
    timeline_days integer,
    risk text,
    risks text,
    complexity text
)
language sql
immutable
parallel safe
security invoker
rows 1
set search_path = ''
as $$
    select k.resources, k.effort_days, k.timeline_days, k.risk, k.risks, k.complexity
    from (values
        (
            'pricing_optimization', 'a new price list and an hour with whoever sells', 1.0, 180,
            'medium', 'clients who compare prices may go; watch how many inquiries are declined',
            'low'
        ),
        (
            'marketing_focus', 'the marketing budget that is there, moved', 3.0, 180, 'low',
            'a channel may be exhausted: more of it may book less often', 'low'
        ),
        (
            'service_expansion', 'a portfolio or a package for the style, perhaps a partner', 10.0,
            270, 'medium', 'styles come and go; a package may find nobody', 'medium'
        ),
        (
            'capacity_adjustment', 'a second team, or agreements with colleagues', 20.0, 365,
            'high', 'fixed costs on days that stay empty; quality with a second team', 'high'
        ),
        (
            'quality_improvement',
            'templates, a rota for answering, perhaps an automatic first reply', 4.0,
            120, 'low', 'quick answers that say nothing may annoy', 'low'
        )
    ) as k (kind, resources, effort_days, timeline_days, risk, risks, complexity)
    where k.kind = p_kind
$$;

comment on function analytics.describe_recommendation_kind(text) is
'What each kind of advice takes: resources, days of effort, days until it should have worked, risk
and complexity (low, medium, high).';
revoke all on function analytics.describe_recommendation_kind(text) from public;
grant execute on function analytics.describe_recommendation_kind(text) to analytics_definer;
