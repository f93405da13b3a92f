create or replace function analytics.refuse_units(
    p_limit analytics.rate_limits,
    p_subject text,
    p_units integer,
    p_now timestamptz
)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_spent_until timestamptz;
    v_wait_s double precision;
begin
    select s.spent_until into v_spent_until
    from analytics.rate_states as s
    where s.subject_kind = p_limit.subject_kind and s.route_class = p_limit.route_class
        and s.subject = p_subject;
    v_wait_s := extract(epoch from v_spent_until - p_now)
        - (p_limit.burst_count - p_units)::double precision
        * p_limit.period_s / p_limit.unit_count;
    raise exception using
        errcode = 'ZA601',
        message = format(
            'too many requests of this %s: %s units per %s s, %s of them at once, for routes of the'
            ' class %s; this one costs %s',
            p_limit.subject_kind, p_limit.unit_count, p_limit.period_s, p_limit.burst_count,
            p_limit.route_class, p_units
        ),
        detail = jsonb_build_object(
            'policy', analytics.describe_policy(p_limit),
            'remainder', analytics.describe_remainder(p_limit, v_spent_until, p_now),
            'waitS', greatest(1, ceil(v_wait_s - 0.001))
        ),
        hint = 'wait for as many seconds as Retry-After says';
end;
$$;

comment on function analytics.refuse_units(analytics.rate_limits, text, integer, timestamptz) is
'Raises ZA601: what a subject asks for costs more than is left to it. DETAIL is JSON: policy,
remainder, and the seconds to wait.';
revoke all on function
analytics.refuse_units(analytics.rate_limits, text, integer, timestamptz) from public;
grant execute on function
analytics.refuse_units(analytics.rate_limits, text, integer, timestamptz) to analytics_definer;
