create or replace function analytics_api.take_units(
    p_subjects text[],
    p_route_class text,
    p_route text,
    p_bytes bigint,
    p_now timestamptz default null,
    p_units integer default null,
    out policies text,
    out remainders text
)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    c_kinds constant text[] := array['user', 'key', 'vendor', 'address'];
    v_now timestamptz := coalesce(p_now, clock_timestamp());
    v_units integer := coalesce(p_units, analytics.count_units(p_route, p_bytes));
    v_subject text;
    v_limit analytics.rate_limits;
    v_unit interval;
    v_cost integer;
    v_spent_until timestamptz;
begin
    -- Always in this order, so that two requests never wait for each other.
    for i in 1 .. 4 loop
        v_subject := p_subjects[i];
        if i = 3 and v_subject is null and p_subjects[1] is not null then
            v_subject := analytics.find_only_vendor(p_subjects[1]);
        end if;
        continue when v_subject is null;
        select l.* into v_limit
        from analytics.rate_limits as l
        where l.subject_kind = c_kinds[i] and l.route_class = p_route_class
            and l.subject in ('*', v_subject)
        order by l.subject = '*'
        limit 1;
        continue when v_limit.is_enabled is not true;
        v_unit := make_interval(secs => v_limit.period_s::double precision / v_limit.unit_count);
        -- One that costs more than can be spent at once takes all of it.
        v_cost := least(v_units, v_limit.burst_count);
        insert into analytics.rate_states as s (subject_kind, route_class, subject, spent_until)
        values (c_kinds[i], p_route_class, v_subject, v_now + v_unit * v_cost)
        on conflict (subject_kind, route_class, subject) do update
            set spent_until = greatest(s.spent_until, v_now) + v_unit * v_cost
            where greatest(s.spent_until, v_now) + v_unit * v_cost
                <= v_now + v_unit * v_limit.burst_count
        returning s.spent_until into v_spent_until;
        if v_spent_until is null then
            perform analytics.refuse_units(v_limit, v_subject, v_cost, v_now);
        end if;
        policies := concat_ws(', ', policies, analytics.describe_policy(v_limit));
        remainders := concat_ws(
            ', ', remainders, analytics.describe_remainder(v_limit, v_spent_until, v_now)
        );
    end loop;
end;
$$;

comment on function analytics_api.take_units(text[], text, text, bigint, timestamptz, integer) is
'Let a request spend its units, of user, key, vendor and address (null where there is none), in that
order; returns the fields RateLimit-Policy and RateLimit of the answer. p_units is what it costs
where that is known better than by route and bytes. p_now stands for the clock in tests. Raises
ZA601, with the fields in DETAIL; then nothing was spent.';
revoke all on function analytics_api.take_units(text[], text, text, bigint, timestamptz, integer)
from public;
grant execute on function analytics_api.take_units(text[], text, text, bigint, timestamptz, integer)
to analytics_api_user;
