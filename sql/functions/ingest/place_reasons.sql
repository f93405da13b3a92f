create or replace function analytics.place_reasons(p_reasons jsonb)
returns jsonb
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(
        r.reason || jsonb_build_object('pointer', '/eventData' || (r.reason ->> 'pointer'))
        order by r.ordinality
    )
    from jsonb_array_elements(p_reasons) with ordinality as r (reason, ordinality)
$$;

comment on function analytics.place_reasons(jsonb) is
'Reasons with pointers into event data as reasons with pointers into the event; null stays null.';
revoke all on function analytics.place_reasons(jsonb) from public;
