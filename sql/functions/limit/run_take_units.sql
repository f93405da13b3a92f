create or replace procedure analytics_api.run_take_units(
    p_subjects text[],
    p_route_class text,
    p_route text,
    p_bytes bigint,
    p_units integer,
    out policies text,
    out remainders text
)
language plpgsql
security invoker
as $$
begin
    select t.policies, t.remainders into policies, remainders
    from analytics_api.take_units(
        p_subjects, p_route_class, p_route, p_bytes, p_units => p_units
    ) as t;
    -- Whoever asks next need not wait for what this one goes on to do.
    commit;
end;
$$;

comment on procedure analytics_api.run_take_units (
    text [], text, text, bigint, integer, text, text
) is
'take_units in a transaction of its own, as the first of several statements that are sent together:
where it raises ZA601, PostgreSQL skips those that follow.';
revoke all on procedure
analytics_api.run_take_units(text[], text, text, bigint, integer, text, text) from public;
grant execute on procedure
analytics_api.run_take_units(text[], text, text, bigint, integer, text, text) to analytics_api_user;
