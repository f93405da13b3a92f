create or replace function analytics.compile_captured_text(
    p_value text,
    p_type_name text,
    p_category text
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        case
            when p_type_name = 'timestamp with time zone'
                then 'to_jsonb(%1$s at time zone ''UTC'') #>> ''{}'''
            when p_category = 'D' then 'to_jsonb(%1$s) #>> ''{}'''
            when p_type_name = 'bytea' then 'encode(%1$s, ''hex'')'
            -- What the type prints, and never a cast that the host may have made.
            when p_type_name like '%.%'
                then 'case when %1$s is distinct from null then concat(%1$s) end'
            else '%1$s::text'
        end,
        p_value
    )
$$;

comment on function analytics.compile_captured_text(text, text, text) is
'SQL of a value as text that is the same whatever the session has set.';
revoke all on function analytics.compile_captured_text(text, text, text) from public;
