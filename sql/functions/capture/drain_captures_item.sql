create or replace function analytics.drain_captures_item(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    select analytics.drain_captures()
$$;

comment on function analytics.drain_captures_item(timestamptz, text) is
'The job drain_captures: the next thousand of captured rows.';
revoke all on function analytics.drain_captures_item(timestamptz, text) from public;
