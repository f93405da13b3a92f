create or replace function analytics.merge_patch(p_target jsonb, p_patch jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when jsonb_typeof(p_patch) <> 'object' then p_patch
        else (
            select coalesce(
                jsonb_object_agg(
                    coalesce(t.key, p.key),
                    case
                        when p.key is null then t.value
                        else analytics.merge_patch(t.value, p.value)
                    end
                ), '{}'
            )
            from jsonb_each(
                case jsonb_typeof(p_target) when 'object' then p_target else '{}' end
            ) as t
            full join jsonb_each(p_patch) as p on p.key = t.key
            where p.key is null or p.value <> 'null'
        )
    end
$$;

comment on function analytics.merge_patch(jsonb, jsonb) is
'A value with a JSON merge patch applied: members replaced, objects merged, null removes them. RFC
7396.';
revoke all on function analytics.merge_patch(jsonb, jsonb) from public;
