create or replace function analytics.prune_history(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.job_runs as r
    using analytics.settings as s
    where r.started_at < p_now - s.history_retention;

    delete from analytics.door_minutes as m
    using analytics.settings as s
    where m.minute_at < p_now - s.history_retention
$$;

comment on function analytics.prune_history(timestamptz, text) is
'The job prune_history: forget runs of jobs, and counts of the doors, older than
settings.history_retention.';
revoke all on function analytics.prune_history(timestamptz, text) from public;
