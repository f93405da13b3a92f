create or replace function analytics.resolve_top(p_top jsonb, p_items jsonb, p_groups jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_top jsonb := analytics.drop_null_members(p_top, '{by,field}');
    v_names text[] := array(
        select coalesce(i ->> 'as', i ->> 'metric') from jsonb_array_elements(p_items) as i
    );
    v_fields text[] := array(select jsonb_array_elements_text(p_groups -> 'fields'));
    v_field text;
begin
    if v_top is null then
        return null;
    elsif jsonb_typeof(v_top) <> 'object'
        or coalesce(v_top ->> 'limit', '') !~ '^[1-9][0-9]{0,2}$' then
        return analytics.request_problem(
            'ZA122', '/top', 'top is {"limit", "by", "field"} with a limit of 1 to 999'
        );
    end if;
    v_field := analytics.snake_case(v_top ->> 'field');
    if v_field = 'vendor_id' then
        v_field := 'vendor';
    end if;
    if v_top ? 'by' and coalesce(v_top ->> 'by', '') <> all(v_names) then
        return analytics.request_problem(
            'ZA122', '/top/by', 'by must name one of the metrics of the request',
            analytics.nearest_names(coalesce(v_top ->> 'by', ''), v_names)
        );
    elsif v_top ? 'field' and coalesce(v_field, '') <> all(v_fields) then
        return analytics.request_problem(
            'ZA122', '/top/field', 'field must be one of the fields of groupBy', to_jsonb(v_fields)
        );
    elsif cardinality(v_fields) = 0 then
        return analytics.request_problem('ZA122', '/top', 'top needs a field in groupBy');
    end if;
    return coalesce(
        analytics.check_members(v_top, '{limit,by,field}', '/top'),
        jsonb_build_object(
            'limit', v_top -> 'limit',
            'by', coalesce(array_position(v_names, v_top ->> 'by'), 1) - 1,
            'fields', case when v_field is null then to_jsonb(v_fields)
                else jsonb_build_array(v_field) end
        )
    );
end;
$$;

comment on function analytics.resolve_top(jsonb, jsonb, jsonb) is
'{"limit", "by", "fields"} of the top of a request, by as index of the item that ranks; null where
it asks for none; or its problem (ZA122).';
revoke all on function analytics.resolve_top(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.resolve_top(jsonb, jsonb, jsonb) to analytics_definer;
