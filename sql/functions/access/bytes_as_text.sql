create or replace function analytics.bytes_as_text(p_bytes bytea)
returns text
language plpgsql
immutable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return convert_from(p_bytes, 'UTF8');
exception
    when character_not_in_repertoire or untranslatable_character then
        return encode(p_bytes, 'escape');
end;
$$;

comment on function analytics.bytes_as_text(bytea) is
'Bytes as text to search in: as UTF-8, or where they are none with an escape for each byte that is
not ASCII.';
revoke all on function analytics.bytes_as_text(bytea) from public;
grant execute on function analytics.bytes_as_text(bytea) to analytics_definer;
