create or replace function analytics_api.try_date(p_text text)
returns date
language plpgsql
immutable
strict
security invoker
set search_path = ''
set datestyle = 'ISO, MDY'
as $$
begin
    -- What catches an error starts a subtransaction, so this is not parallel safe.
    -- A year in front: nothing that depends on the clock, and no doubt about day and month.
    if p_text !~ '^\s*\d{4}-([0-9]{1,2}|[A-Za-z]{3,9})-\d{1,2}\s*$' then
        return null;
    end if;
    return p_text::date;
exception
    when data_exception then
        return null;
end;
$$;

comment on function analytics_api.try_date(text) is
'A day from 2026-06-19, 2026-6-19 or 2026-June-19; null where the text is none.';
revoke all on function analytics_api.try_date(text) from public;
grant execute on function analytics_api.try_date(text)
to analytics_api_user, analytics_ingest, analytics_reader;
