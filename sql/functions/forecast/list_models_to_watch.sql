create or replace function analytics.list_models_to_watch(p_now timestamptz)
returns setof text
language sql
stable
security invoker
set search_path = ''
as $$
    select v.model_id::text
    from analytics.forecast_model_versions as v
    cross join lateral analytics.find_better_version(v, p_now) as b
    where v.state = 'champion' and v.version > 1 and b.version is not null
    order by v.vendor_id, v.model_id
$$;

comment on function analytics.list_models_to_watch(timestamptz) is
'Models whose champion has done worse, since it answers, than the version before it would have.';
revoke all on function analytics.list_models_to_watch(timestamptz) from public;
