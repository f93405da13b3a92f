create or replace function analytics.scrub_text(
    p_text text,
    p_patterns text[],
    p_pseudonym text
)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_text text := p_text;
    v_pattern text;
begin
    foreach v_pattern in array p_patterns loop
        v_text := regexp_replace(
            v_text, v_pattern,
            case
                when v_pattern like '(?i)%' then p_pseudonym || '@erased.invalid'
                -- A number that is a client''s id becomes text.
                when v_pattern like '%[],}])' then format('"%s"', p_pseudonym)
                else p_pseudonym
            end,
            'g'
        );
    end loop;
    return v_text;
end;
$$;

comment on function analytics.scrub_text(text, text[], text) is
'JSON as text, with a pseudonym in place of the identifiers that the patterns of
list_identifier_patterns find.';
revoke all on function analytics.scrub_text(text, text[], text) from public;
