create or replace function analytics.raise_no_event(p_key analytics.event_key)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA215',
        message = 'there is no such event',
        detail = format('event_type=%s id=%s', p_key.event_type, p_key.event_id),
        hint = 'an event is found by its vendor, type, exact time and id; events past their '
            'retention cannot be changed',
        column = 'id';
end;
$$;

comment on function analytics.raise_no_event(analytics.event_key) is
'Raises ZA215.';
revoke all on function analytics.raise_no_event(analytics.event_key) from public;
