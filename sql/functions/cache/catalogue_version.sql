create or replace function analytics.catalogue_version()
returns text
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    -- A row is told by the transaction that wrote it and its place: cheaper than its schemas.
    return (
        select md5(concat_ws(
            '|', pg_postmaster_start_time(), current_database(), s.code_digest, s.cleared_count,
            (
                select string_agg(d.xmin::text || d.ctid::text, ',' order by d.metric_name)
                from analytics.metric_definitions as d
            ),
            (
                select string_agg(
                    t.xmin::text || t.ctid::text, ',' order by t.event_type, t.schema_version
                )
                from analytics.event_types as t
            )
        ))
        from analytics.cache_state as s
    );
end;
$$;

comment on function analytics.catalogue_version() is
'Digest that changes with the metric catalogue, the registry of events, the SQL that is loaded, a
restart of the server (after a recovery the same numbers may mean other data), and when the cache is
cleared.';
revoke all on function analytics.catalogue_version() from public;
grant execute on function analytics.catalogue_version() to analytics_definer;
