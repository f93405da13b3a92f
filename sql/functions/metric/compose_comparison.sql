create or replace function analytics.compose_comparison(
    p_value numeric,
    p_reason text,
    p_other_value numeric,
    p_other_reason text,
    p_other_count numeric,
    p_has_other boolean
)
returns jsonb
language sql
stable
parallel safe
security invoker
as $$
    select pg_catalog.jsonb_build_object(
        'value', p_other_value,
        'dataPoints', p_other_count,
        'change', p_value - p_other_value,
        'changeShare', pg_catalog.round(
            (p_value - p_other_value) / nullif(pg_catalog.abs(p_other_value), 0), 6
        )
    ) || case
        when not p_has_other
            then '{"reason": "the other period has no such time"}'::pg_catalog.jsonb
        when p_other_value is null then pg_catalog.jsonb_build_object('reason', p_other_reason)
        when p_value is null then pg_catalog.jsonb_build_object('reason', p_reason)
        when p_other_value = 0 then '{"reason": "a change from 0 has no share"}'
        else '{}'
    end
$$;

comment on function analytics.compose_comparison(
    numeric, text, numeric, text, numeric, boolean
) is
'The member comparison of a row of an answer, but for its time: the value of the other period, the
change from it, and why there is none. Inlined.';
revoke all on function analytics.compose_comparison(
    numeric, text, numeric, text, numeric, boolean
) from public;
grant execute on function analytics.compose_comparison(
    numeric, text, numeric, text, numeric, boolean
) to analytics_definer;
