create or replace function analytics.unknown_field_problems(
    p_field text,
    p_pointer text,
    p_code text,
    p_legs jsonb,
    p_others text[] default '{}'
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select jsonb_agg(analytics.request_problem(
            p_code, p_pointer,
            format('%s has no field %s', l.leg ->> 'metric', to_json(p_field)),
            analytics.nearest_names(p_field, p_others || array(
                select k from jsonb_object_keys(l.leg -> 'fields') as k
            ))
        ))
        from jsonb_array_elements(p_legs) as l (leg)
        where not (l.leg -> 'fields') ? p_field
    );
end;
$$;

comment on function analytics.unknown_field_problems(text, text, text, jsonb, text[]) is
'A problem for each metric that has no such field; null where all have it.';
revoke all on function analytics.unknown_field_problems(text, text, text, jsonb, text[])
from public;
grant execute on function analytics.unknown_field_problems(text, text, text, jsonb, text[])
to analytics_definer;
