create or replace function analytics.lag_step(p_lag interval)
returns integer
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select case
        when p_lag is null then -1
        else ceil(4 * log(2, greatest(extract(epoch from p_lag) * 1000, 1)))::integer
    end
$$;

comment on function analytics.lag_step(interval) is
'The step of a lag: 2 ^ (step / 4) ms is the least that is not below it, so steps are 19 % apart.
0 below a millisecond, -1 for none.';
revoke all on function analytics.lag_step(interval) from public;
grant execute on function analytics.lag_step(interval) to analytics_definer;
