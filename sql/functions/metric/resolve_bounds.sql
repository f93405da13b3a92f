create or replace function analytics.resolve_bounds(p_value jsonb, p_pointer text)
returns jsonb
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
begin
    return (
        select case
            when b.problems is not null then b.problems
            when b.from_is ->> 'local' >= b.to_is ->> 'local'
                or (b.from_is ->> 'at')::timestamptz >= (b.to_is ->> 'at')::timestamptz
                then analytics.request_problem('ZA113', p_pointer || '/to', 'to must be after from')
            else jsonb_build_object('from', b.from_is, 'to', b.to_is)
        end
        from (
            select
                analytics.parse_time(p_value ->> 'from') as from_is,
                analytics.parse_time(p_value ->> 'to') as to_is,
                (
                    select jsonb_agg(analytics.request_problem(
                        'ZA113', p_pointer || '/' || m,
                        m || ' must be a date or a time of ISO 8601, such as "2026-05-01"'
                    ))
                    from unnest(array['from', 'to']) as m
                    where analytics.parse_time(p_value ->> m) is null
                ) as problems
        ) as b
    );
end;
$$;

comment on function analytics.resolve_bounds(jsonb, text) is
'{"from", "to"} of a request, each {"local"} or {"at"}; or the problems of them (ZA113).';
revoke all on function analytics.resolve_bounds(jsonb, text) from public;
grant execute on function analytics.resolve_bounds(jsonb, text) to analytics_definer;
