create or replace function analytics.no_reasons()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select 'select null::text, null::text, null::jsonb, null::jsonb where false'
$$;

comment on function analytics.no_reasons() is 'SQL text of a query of reasons that has none.';
revoke all on function analytics.no_reasons() from public;
