create or replace function analytics.body_reason(p_keyword text, p_detail text)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select analytics.reason(
        '', p_keyword, to_jsonb('a body that can be taken apart into events'::text),
        to_jsonb(p_detail)
    )
$$;

comment on function analytics.body_reason(text, text) is
'The reason why a whole body is refused.';
revoke all on function analytics.body_reason(text, text) from public;
grant execute on function analytics.body_reason(text, text) to analytics_definer;
