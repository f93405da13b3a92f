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
    v_event_types text[] := array(select c.event_type from changed_rows as c limit 2);
    v_is_single boolean := cardinality(v_event_types) = 1;
    v_event_type text;
begin
    if not v_is_single then
        v_event_types := array(select distinct c.event_type from changed_rows as c);
    end if;
    -- One statement per type that came: a single event costs one insert, a batch one per type.
    foreach v_event_type in array v_event_types loop
%s    end loop;
    insert into analytics.change_feed (vendor_id, kind, priority)
    select distinct c.vendor_id, c.kind, c.priority from changed_rows as c;
    return null;
end;
$body$;
$template$
$$;

comment on function analytics.rollup_trigger_template() is
'Source of the generated trigger function, with a place for its branches, one per event type.';
revoke all on function analytics.rollup_trigger_template() from public;
