create or replace function analytics.promote_version(
    p_version analytics.forecast_model_versions,
    p_state_before text,
    p_now timestamptz
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    update analytics.forecast_model_versions as v
    set state = p_state_before
    where v.vendor_id = p_version.vendor_id and v.model_id = p_version.model_id
        and v.state = 'champion' and v.version <> p_version.version;
    update analytics.forecast_model_versions as v
    set state = 'champion', promoted_at = p_now
    where v.vendor_id = p_version.vendor_id and v.model_id = p_version.model_id
        and v.version = p_version.version;
end;
$$;

comment on function analytics.promote_version(
    analytics.forecast_model_versions, text, timestamptz
) is
'Have a version answer in place of the champion, which is retired or rolled back.';
revoke all on function analytics.promote_version(
    analytics.forecast_model_versions, text, timestamptz
) from public;
