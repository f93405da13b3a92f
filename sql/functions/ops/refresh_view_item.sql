create or replace function analytics.refresh_view_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_started_at timestamptz := clock_timestamp();
    v_fold_version bigint := analytics.settled_fold_version();
    v_is_populated boolean;
begin
    select c.relispopulated into v_is_populated
    from pg_catalog.pg_class as c
    where c.oid = format('public.%I', p_item)::regclass;
    execute format(
        'refresh materialized view %s public.%I',
        case when v_is_populated then 'concurrently' else '' end, p_item
    );
    insert into analytics.view_refreshes as r (view_name, refreshed_at, duration_ms, fold_version)
    values (
        p_item, p_now,
        extract(epoch from clock_timestamp() - v_started_at) * 1000, v_fold_version
    )
    on conflict (view_name) do update set
        refreshed_at = excluded.refreshed_at,
        duration_ms = excluded.duration_ms,
        fold_version = excluded.fold_version;
end;
$$;

comment on function analytics.refresh_view_item(timestamptz, text) is
'One item of the job refresh_views: refresh the view named p_item, concurrently once it has data.
Runs as the owner of the tables, who sees every vendor.';
revoke all on function analytics.refresh_view_item(timestamptz, text) from public;
