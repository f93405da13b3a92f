create or replace function analytics.address_cutoff(p_now timestamptz)
returns timestamptz
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
    -- Whole days: a partition is read once a day, not once an hour.
    select date_trunc('day', p_now, 'UTC') - make_interval(days => s.address_retention_days)
    from analytics.settings as s
$$;

comment on function analytics.address_cutoff(timestamptz) is
'The moment before which addresses are to be cut; null where they are kept.';
revoke all on function analytics.address_cutoff(timestamptz) from public;
