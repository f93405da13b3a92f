create or replace function analytics.check_batch_size(p_event_count integer)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_max integer := (select s.batch_events_max from analytics.settings as s);
begin
    if p_event_count > v_max then
        raise exception using
            errcode = 'ZA102',
            message = format('a batch holds at most %s events', v_max),
            detail = format('received=%s', p_event_count),
            hint = 'send several batches';
    end if;
end;
$$;

comment on function analytics.check_batch_size(integer) is
'Raises ZA102 where a batch has more events than settings.batch_events_max.';
revoke all on function analytics.check_batch_size(integer) from public;
grant execute on function analytics.check_batch_size(integer) to analytics_definer;
