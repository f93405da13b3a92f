create or replace function analytics.prune_changes(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.change_feed as f where f.marked_at < p_now - interval '5 minutes'
$$;

comment on function analytics.prune_changes(timestamptz, text) is
'The job prune_changes: drop the marks of changes that nobody took within five minutes.';
revoke all on function analytics.prune_changes(timestamptz, text) from public;
