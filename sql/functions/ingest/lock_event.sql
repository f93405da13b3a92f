create or replace function analytics.lock_event(p_key analytics.event_key)
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    select pg_advisory_xact_lock(hashtextextended(
        concat_ws(' ', 'analytics.event', p_key.event_id, extract(epoch from p_key.occurred_at)), 0
    ))
$$;

comment on function analytics.lock_event(analytics.event_key) is
'Let corrections of one event wait for each other until the end of the transaction: the row that
one leaves is the row that the next finds. Writers of events never take it.';
revoke all on function analytics.lock_event(analytics.event_key) from public;
