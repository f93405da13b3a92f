create or replace function analytics.prune_answers(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.idempotency_keys as k where k.expires_at <= p_now
$$;

comment on function analytics.prune_answers(timestamptz, text) is
'The job prune_answers: forget answers to requests with an Idempotency-Key that have expired.';
revoke all on function analytics.prune_answers(timestamptz, text) from public;
