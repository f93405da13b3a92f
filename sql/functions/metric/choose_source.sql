create or replace function analytics.choose_source(p_plan jsonb, p_item jsonb, p_leg jsonb)
returns text
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_state jsonb := p_plan -> 'state';
    v_fields text[];
begin
    if p_leg ->> 'source' = 'bookings' then
        return 'facts';
    elsif p_leg ->> 'source' = 'clients' or p_plan ->> 'source' = 'raw'
        or p_leg ->> 'calc' in ('percentile', 'distinct', 'last') then
        return 'raw';
    elsif (v_state ->> 'isRebuilding')::boolean
        or (v_state ->> 'hasRetraction')::boolean and p_leg ->> 'calc' in ('min', 'max') then
        return 'raw';
    end if;
    v_fields := analytics.list_leg_fields(
        p_plan || jsonb_build_object('isPerCurrency', p_item -> 'isPerCurrency'), p_leg
    );
    if cardinality(v_fields) = 1 then
        if p_leg -> 'dimensions' ? v_fields[1] and p_plan ->> 'grain' is distinct from 'hour'
            and (v_state ->> 'isDayAligned')::boolean then
            return 'daily';
        end if;
    elsif cardinality(v_fields) = 0 then
        if (v_state ->> 'isViewCurrent')::boolean and (v_state ->> 'isDayAligned')::boolean
            and (p_leg ->> 'isAdditive')::boolean and p_plan ->> 'grain' is distinct from 'hour'
            and p_leg ->> 'calc' in ('sum', 'count', 'average')
            and not (p_plan ->> 'realTime')::boolean then
            return 'view';
        elsif (v_state ->> 'isHourAligned')::boolean then
            return 'hourly';
        end if;
    end if;
    return 'raw';
end;
$$;

comment on function analytics.choose_source(jsonb, jsonb, jsonb) is
'Where a metric of a request is read: view, hourly or daily (rollups), facts (bookings) or raw
(events). The cheapest that gives exactly what the events would.';
revoke all on function analytics.choose_source(jsonb, jsonb, jsonb) from public;
grant execute on function analytics.choose_source(jsonb, jsonb, jsonb) to analytics_definer;
