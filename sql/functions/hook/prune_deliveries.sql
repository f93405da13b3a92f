create or replace function analytics.prune_deliveries(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    with retention as (
        select p_now - s.history_retention as from_at from analytics.settings as s
    ), deliveries as (
        delete from analytics.hook_deliveries as d
        using retention as r
        where d.received_at < r.from_at
    )
    delete from analytics.hook_refusals as f
    using retention as r
    where f.refused_on < (r.from_at at time zone 'UTC')::date
$$;

comment on function analytics.prune_deliveries(timestamptz, text) is
'The job prune_deliveries: forget deliveries of webhooks, and counts of refused ones, older than
settings.history_retention. Senders try again for a few days at most; the ids of the events hold
longer.';
revoke all on function analytics.prune_deliveries(timestamptz, text) from public;
