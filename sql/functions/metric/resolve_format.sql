create or replace function analytics.resolve_format(p_request jsonb, p_accepted text)
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_formats constant text[] := array['json', 'csv', 'excel', 'chart_data'];
    v_format jsonb := coalesce(
        nullif(p_request -> 'format', 'null'), to_jsonb(p_accepted), '"json"'
    );
begin
    if jsonb_typeof(v_format) <> 'string' or v_format #>> '{}' <> all(c_formats) then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA128', '/format', format('there is no format %s', v_format),
            analytics.nearest_names(v_format #>> '{}', c_formats)
        ));
    end if;
    return v_format #>> '{}';
end;
$$;

comment on function analytics.resolve_format(jsonb, text) is
'The format of an answer: that of the request, else the one accepted, else json. Raises ZA128 where
there is none of that name.';
revoke all on function analytics.resolve_format(jsonb, text) from public;
grant execute on function analytics.resolve_format(jsonb, text) to analytics_definer;
