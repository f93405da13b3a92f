create or replace function analytics.is_looser_keyword(p_keyword text, p_old jsonb, p_new jsonb)
returns boolean
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_old jsonb := case when jsonb_typeof(p_old) = 'array' then p_old
        else jsonb_build_array(p_old) end;
    v_new jsonb := case when jsonb_typeof(p_new) = 'array' then p_new
        else jsonb_build_array(p_new) end;
begin
    if p_old is null then
        return p_keyword = 'additionalProperties' and p_new = 'true'
            or p_keyword = 'uniqueItems' and p_new = 'false'
            or p_keyword = 'required' and p_new = '[]';
    elsif p_new is null then
        -- What goes with another keyword may have held it open.
        return p_keyword not in ('prefixItems', 'minContains', 'then', 'else', 'patternProperties');
    end if;
    return coalesce(case p_keyword
        when 'required' then v_old @> v_new
        when 'enum' then v_new @> v_old
        when 'type' then not exists (
            select from jsonb_array_elements(v_old) as t
            where not v_new @> t and not (t = '"integer"' and v_new @> '"number"')
        )
        when 'minimum' then (p_new #>> '{}')::numeric <= (p_old #>> '{}')::numeric
        when 'exclusiveMinimum' then (p_new #>> '{}')::numeric <= (p_old #>> '{}')::numeric
        when 'minLength' then (p_new #>> '{}')::numeric <= (p_old #>> '{}')::numeric
        when 'minItems' then (p_new #>> '{}')::numeric <= (p_old #>> '{}')::numeric
        when 'minProperties' then (p_new #>> '{}')::numeric <= (p_old #>> '{}')::numeric
        when 'maximum' then (p_new #>> '{}')::numeric >= (p_old #>> '{}')::numeric
        when 'exclusiveMaximum' then (p_new #>> '{}')::numeric >= (p_old #>> '{}')::numeric
        when 'maxLength' then (p_new #>> '{}')::numeric >= (p_old #>> '{}')::numeric
        when 'maxItems' then (p_new #>> '{}')::numeric >= (p_old #>> '{}')::numeric
        when 'maxProperties' then (p_new #>> '{}')::numeric >= (p_old #>> '{}')::numeric
        when 'additionalProperties' then p_old = 'false'
        when 'uniqueItems' then p_new = 'false'
    end, false);
end;
$$;

comment on function analytics.is_looser_keyword(text, jsonb, jsonb) is
'Whether every value that a keyword let pass with its old argument passes with the new one (null:
the keyword is not there). False where that is not known.';
revoke all on function analytics.is_looser_keyword(text, jsonb, jsonb) from public;
grant execute on function analytics.is_looser_keyword(text, jsonb, jsonb) to analytics_definer;
