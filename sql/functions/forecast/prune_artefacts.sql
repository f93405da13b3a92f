create or replace function analytics.prune_artefacts(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.forecast_artefacts as a
    where a.created_at < p_now - interval '1 day'
        and not exists (
            select from analytics.forecast_model_versions as v
            where v.artefact_key = a.artefact_key and v.state = 'champion'
        )
$$;

comment on function analytics.prune_artefacts(timestamptz, text) is
'The job prune_artefacts: forget what was trained and no version that answers was made from.
Forecasts of other versions stay: they are rows. What was beaten is trained anew if it is asked for
again.';
revoke all on function analytics.prune_artefacts(timestamptz, text) from public;
