create or replace function analytics_api.try_local_time(p_text text, p_time_zone text)
returns timestamptz
language plpgsql
immutable
strict
security invoker
set search_path = ''
as $$
begin
    -- What catches an error starts a subtransaction, so this is not parallel safe.
    if p_text !~ '^\s*\d{4}-\d\d?-\d\d?([ T]+\d\d?:\d\d(:\d\d(\.\d+)?)?)?\s*$' then
        return null;
    end if;
    return p_text::timestamp at time zone p_time_zone;
exception
    when datetime_field_overflow or invalid_datetime_format then
        return null;
end;
$$;

comment on function analytics_api.try_local_time(text, text) is
'The moment at which clocks in a time zone showed 2026-06-19 14:30, seconds or the whole time
optional; null where the text is no such time. An unknown zone is an error.';
revoke all on function analytics_api.try_local_time(text, text) from public;
grant execute on function analytics_api.try_local_time(text, text)
to analytics_api_user, analytics_ingest, analytics_reader;
