create or replace function analytics.drop_identifying_fields(
    p_data jsonb,
    p_fields text[],
    p_required text[],
    p_pseudonym text
)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case jsonb_typeof(p_data)
        when 'object' then (
            select coalesce(jsonb_object_agg(m.key, case
                when m.key = any(p_fields) then to_jsonb(
                    p_pseudonym || case when m.key ilike '%mail%' then '@erased.invalid' else '' end
                )
                -- What a nested schema requires is not known: there is nothing left out.
                else analytics.drop_identifying_fields(m.value, p_fields, p_fields, p_pseudonym)
            end), '{}')
            from jsonb_each(p_data) as m
            where m.key <> all(p_fields) or m.key = any(p_required)
        )
        when 'array' then (
            select coalesce(jsonb_agg(
                analytics.drop_identifying_fields(e.item, p_fields, p_fields, p_pseudonym)
                order by e.place
            ), '[]')
            from jsonb_array_elements(p_data) with ordinality as e (item, place)
        )
        else p_data
    end;
end;
$$;

comment on function analytics.drop_identifying_fields(jsonb, text[], text[], text) is
'Event data without the fields that name a person or hold free text; those that are required, or lie
deeper, hold the pseudonym instead.';
revoke all on function analytics.drop_identifying_fields(jsonb, text[], text[], text) from public;
