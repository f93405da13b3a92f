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
    v_marks_count integer;
    v_is_scattered boolean;
    v_event_type text;
begin
    insert into analytics.change_feed (vendor_id, kind, priority)
    select distinct c.vendor_id, c.kind, c.priority from changed_rows as c;
    get diagnostics v_marks_count = row_count;
    if v_marks_count = 0 then
        return null;
    end if;
    -- One event, or events of about as many vendors: with little to group, a row for each costs
    -- less than to group them.
    v_is_scattered := 2 * v_marks_count > (select count(*) from changed_rows);
    -- One statement per type that came.
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
