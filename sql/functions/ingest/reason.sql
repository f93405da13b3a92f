create or replace function analytics.reason(
    p_pointer text,
    p_keyword text,
    p_expected jsonb,
    p_got jsonb
)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'pointer', p_pointer,
        'keyword', p_keyword,
        'expected', p_expected,
        'got', case
            when octet_length(p_got::text) > 200 then to_jsonb(left(p_got::text, 200) || '…')
            else p_got
        end
    )
$$;

comment on function analytics.reason(text, text, jsonb, jsonb) is
'Why an event was refused: JSON pointer, keyword, what was expected and what came, cut to 200
characters.';
revoke all on function analytics.reason(text, text, jsonb, jsonb) from public;
grant execute on function analytics.reason(text, text, jsonb, jsonb) to analytics_definer;
