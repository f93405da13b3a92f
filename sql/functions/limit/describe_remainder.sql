create or replace function analytics.describe_remainder(
    p_limit analytics.rate_limits,
    p_spent_until timestamptz,
    p_now timestamptz
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_spent_s double precision := extract(epoch from p_spent_until - p_now);
    v_spent_count double precision := v_spent_s * p_limit.unit_count / p_limit.period_s;
begin
    -- Times have microseconds: a unit that is spent may look a little larger than it is.
    return format(
        '"%s";r=%s;t=%s', p_limit.subject_kind,
        floor(greatest(0, p_limit.burst_count - v_spent_count + 0.001)), ceil(v_spent_s)
    );
end;
$$;

comment on function analytics.describe_remainder(analytics.rate_limits, timestamptz, timestamptz) is
'What is left of a limit as an item of the field RateLimit: the units that may be spent at once, and
the seconds until all of them may be.';
revoke all on function
analytics.describe_remainder(analytics.rate_limits, timestamptz, timestamptz) from public;
grant execute on function
analytics.describe_remainder(analytics.rate_limits, timestamptz, timestamptz)
to analytics_definer;
