create or replace function analytics.tf_analytics_events_refuse_change()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    raise exception using
        errcode = 'ZA302',
        message = format('events cannot be changed by %s', tg_op),
        hint = 'call analytics_api.correct_event; detach partitions instead of truncating';
end;
$$;

comment on function analytics.tf_analytics_events_refuse_change() is
'Refuses updates and truncation of events, which the rollups could not follow. Raises ZA302.';
revoke all on function analytics.tf_analytics_events_refuse_change() from public;
