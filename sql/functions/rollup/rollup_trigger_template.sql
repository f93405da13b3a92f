create or replace function analytics.rollup_trigger_template()
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select $template$
create or replace function analytics.tf_analytics_events_append_deltas()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $body$
declare
    v_sign integer := case tg_op when 'DELETE' then -1 else 1 end;
    v_event_type text;
begin
    -- One statement per type that came: a single event costs one insert, a batch one per type.
    for v_event_type in select distinct c.event_type from changed_rows as c loop
%s    end loop;
    return null;
end;
$body$;
$template$
$$;

comment on function analytics.rollup_trigger_template() is
'Source of the generated trigger function, with a place for its branches, one per event type.';
revoke all on function analytics.rollup_trigger_template() from public;
