create or replace function analytics_api.try_number(p_text text)
returns numeric
language sql
immutable
strict
parallel safe
security invoker
as $$
    select case
        when p_text ~ '^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$' then p_text::pg_catalog.numeric
    end
$$;

comment on function analytics_api.try_number(text) is
'A decimal number, exactly as it is written; null where the text is none. Inlined.';
revoke all on function analytics_api.try_number(text) from public;
grant execute on function analytics_api.try_number(text)
to analytics_api_user, analytics_ingest, analytics_reader;
