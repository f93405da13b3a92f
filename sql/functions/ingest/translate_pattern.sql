create or replace function analytics.translate_pattern(p_pattern text)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_word constant text := 'A-Za-z0-9_';
    c_space constant text := '\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f'
        '\u3000\ufeff';
    v_is_class boolean := false;
    v_token text;
    v_translated text := '';
begin
    -- Lookbehind, named groups, options, and classes that are empty or POSIX's: nothing alike here.
    if p_pattern ~ '\(\?[^:=!]|\*\*\*|\[\^?\]|\[\[[:.=]' then
        return null;
    end if;
    for v_token in
        select m[1] from regexp_matches(p_pattern, '(\\u[0-9a-fA-F]{4}|\\.|[^\\]|\\$)', 'g') as m
    loop
        v_translated := v_translated || case
            -- Of letters and digits everywhere, not of those that the locale knows.
            when v_token = '\d' then case when v_is_class then '0-9' else '[0-9]' end
            when v_token = '\w' then case when v_is_class then c_word else '[' || c_word || ']' end
            when v_token = '\s'
                then case when v_is_class then c_space else '[' || c_space || ']' end
            when v_token = '\D' and not v_is_class then '[^0-9]'
            when v_token = '\W' and not v_is_class then '[^' || c_word || ']'
            when v_token = '\S' and not v_is_class then '[^' || c_space || ']'
            when v_token ~ '^\\[ntrfv.*+?^$|()\[\]{}/\\-]$' or v_token ~ '^\\u' then v_token
            when v_token ~ '^\\' then null
            when v_is_class and v_token = '[' then '\['
            when not v_is_class and v_token = '.' then '[^\n\r\u2028\u2029]'
            else v_token
        end;
        v_is_class := case v_token when '[' then true when ']' then false else v_is_class end;
    end loop;
    return v_translated;
end;
$$;

comment on function analytics.translate_pattern(text) is
'A regular expression of ECMA-262 as one of PostgreSQL that matches the same texts; null where there
is none, or where it is not known to be.';
revoke all on function analytics.translate_pattern(text) from public;
