create or replace function analytics.render_answer(
    p_answer jsonb,
    p_format text,
    p_request jsonb
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case p_format
        when 'json' then p_answer::text
        when 'csv' then analytics.format_csv(analytics.tabulate_metrics(p_answer))
        when 'chart_data' then analytics.chart_metrics(p_answer)::text
        else (
            analytics.tabulate_metrics(p_answer) || jsonb_build_object(
                'request', p_request, 'metadata', p_answer -> 'metadata',
                'asOf', p_answer #> '{data,0,asOf}'
            )
        )::text
    end;
end;
$$;

comment on function analytics.render_answer(jsonb, text, jsonb) is
'An answer of calculate_metrics to a request, as text in a format of render_metrics.';
revoke all on function analytics.render_answer(jsonb, text, jsonb) from public;
grant execute on function analytics.render_answer(jsonb, text, jsonb) to analytics_definer;
