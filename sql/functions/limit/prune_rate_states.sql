create or replace function analytics.prune_rate_states(p_now timestamptz, p_item text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    delete from analytics.rate_states as s where s.spent_until < p_now
$$;

comment on function analytics.prune_rate_states(timestamptz, text) is
'The job prune_rate_states: forget who has nothing left to pay for, which changes no answer.';
revoke all on function analytics.prune_rate_states(timestamptz, text) from public;
