create or replace function analytics.store_artefact(p_artefact analytics.forecast_artefacts)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    insert into analytics.forecast_artefacts (
        artefact_key, target, payload, sha256, data_hash, series_count, duration_ms, created_at
    )
    values (
        p_artefact.artefact_key, p_artefact.target, p_artefact.payload, p_artefact.sha256,
        p_artefact.data_hash, p_artefact.series_count, p_artefact.duration_ms,
        coalesce(p_artefact.created_at, now())
    )
    on conflict (artefact_key) do nothing
$$;

comment on function analytics.store_artefact(analytics.forecast_artefacts) is
'Keep what was trained over many vendors. The same data and settings make the same, so that one that
is there stays.';
revoke all on function analytics.store_artefact(analytics.forecast_artefacts) from public;
