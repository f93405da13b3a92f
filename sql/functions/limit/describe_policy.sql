create or replace function analytics.describe_policy(p_limit analytics.rate_limits)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
    return format(
        '"%s";q=%s;w=%s', p_limit.subject_kind, p_limit.unit_count, p_limit.period_s
    );
end;
$$;

comment on function analytics.describe_policy(analytics.rate_limits) is
'A limit as an item of the field RateLimit-Policy.';
revoke all on function analytics.describe_policy(analytics.rate_limits) from public;
grant execute on function analytics.describe_policy(analytics.rate_limits) to analytics_definer;
