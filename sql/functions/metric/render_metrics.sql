create or replace function analytics_api.render_metrics(
    p_request jsonb,
    p_accepted text default null
)
returns table (format text, body text)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
    v_format text := case when jsonb_typeof(p_request) = 'object'
        then analytics.resolve_format(p_request, p_accepted) else 'json' end;
    v_request jsonb := case when jsonb_typeof(p_request) = 'object'
        then p_request - 'format' else p_request end;
    v_answer jsonb := analytics_api.calculate_metrics(v_request);
begin
    return query select v_format, analytics.render_answer(v_answer, v_format, v_request);
end;
$$;

comment on function analytics_api.render_metrics(jsonb, text) is
'The answer of calculate_metrics to a request in one of the formats json, csv, chart_data, or excel
(a table as JSON, of which the service makes the file), named by its member format or, without, by
p_accepted. All carry the same numbers. Raises what calculate_metrics raises, and ZA128 (no such
format).';
revoke all on function analytics_api.render_metrics(jsonb, text) from public;
grant execute on function analytics_api.render_metrics(jsonb, text)
to analytics_api_user, analytics_reader;
