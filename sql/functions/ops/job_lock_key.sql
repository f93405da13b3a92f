create or replace function analytics.job_lock_key(p_job_name text)
returns bigint
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select hashtextextended('analytics.job.' || p_job_name, 0)
$$;

comment on function analytics.job_lock_key(text) is
'Key of the advisory lock that the session running a job holds.';
revoke all on function analytics.job_lock_key(text) from public;
