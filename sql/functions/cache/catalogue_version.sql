create or replace function analytics.catalogue_version()
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select concat_ws(
            '|', pg_postmaster_start_time(), current_database(), s.code_digest, s.cleared_count,
            s.catalogue_count
        )
        from analytics.cache_state as s
    );
end;
$$;

comment on function analytics.catalogue_version() is
'Text that changes with the metric catalogue, the registry of events, the SQL that is loaded, a
restart of the server (after a recovery the same numbers may mean other data), and when the cache is
cleared.';
revoke all on function analytics.catalogue_version() from public;
grant execute on function analytics.catalogue_version() to analytics_definer;
