create or replace function analytics.request_key(p_request jsonb, p_format text)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return md5(concat(p_format, e'\n', analytics.normalize_request(p_request)));
end;
$$;

comment on function analytics.request_key(jsonb, text) is
'Digest of what a request for metrics asks in a format, of whichever vendor, whenever.';
revoke all on function analytics.request_key(jsonb, text) from public;
grant execute on function analytics.request_key(jsonb, text) to analytics_definer;
