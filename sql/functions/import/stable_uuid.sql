create or replace function analytics_api.stable_uuid(p_name text)
returns uuid
language sql
immutable
strict
parallel safe
security invoker
as $$
    select overlay(
        overlay(
            pg_catalog.left(
                pg_catalog.encode(
                    pg_catalog.sha256(pg_catalog.convert_to(p_name, 'UTF8')), 'hex'
                ), 32
            ) placing '8' from 13
        ) placing '8' from 17
    )::pg_catalog.uuid
$$;

comment on function analytics_api.stable_uuid(text) is
'The same UUID for the same name, always and everywhere: version 8 of RFC 9562, made of 120 bits of
the SHA-256 of the name in UTF-8. Begin a name with what it belongs to, such as "hotel agent 240".
Null for null. Inlined.';
revoke all on function analytics_api.stable_uuid(text) from public;
grant execute on function analytics_api.stable_uuid(text)
to analytics_api_user, analytics_ingest, analytics_owner, analytics_reader;
