create or replace function analytics.extend_event_window(p_from timestamptz, p_to timestamptz)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_step interval;
    v_unit text;
    v_bound timestamptz;
    v_from timestamptz;
    v_to timestamptz;
    v_added_count integer := 0;
begin
    if p_from is null or p_to is null or p_from > p_to or not isfinite(p_from)
        or not isfinite(p_to) or p_to - p_from > interval '200 years' then
        raise exception using
            errcode = 'ZA107',
            message = 'this is no period that partitions can be made for',
            detail = format('from=%s, to=%s', p_from, p_to),
            hint = 'give the earliest and the latest time of the events, at most 200 years apart';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('analytics.partitions', 0));
    select
        case s.partition_interval when 'weekly' then interval '7 days' else interval '1 month' end,
        case s.partition_interval when 'weekly' then 'week' else 'month' end,
        -- No gap may stay between this period and what there is: the window has two bounds.
        least(p_from, w.to_at), greatest(p_to, w.from_at)
    into v_step, v_unit, v_from, v_to
    from analytics.settings as s
    cross join analytics.event_window as w;
    v_bound := date_trunc(v_unit, v_from, 'UTC');
    while v_bound <= v_to loop
        if not exists (
            select from analytics.event_window as w
            where v_bound >= w.from_at and v_bound < w.to_at
        ) and analytics.add_partition(
            v_bound, (v_bound at time zone 'UTC' + v_step) at time zone 'UTC'
        ) then
            v_added_count := v_added_count + 1;
        end if;
        v_bound := (v_bound at time zone 'UTC' + v_step) at time zone 'UTC';
    end loop;
    perform analytics.read_event_window();
    return v_added_count;
end;
$$;

comment on function analytics.extend_event_window(timestamptz, timestamptz) is
'Make the partitions of analytics_events that are missing for events from p_from to p_to inclusive;
returns how many it made. Runs as the owner of the table. Raises ZA107.';
revoke all on function analytics.extend_event_window(timestamptz, timestamptz) from public;
grant execute on function analytics.extend_event_window(timestamptz, timestamptz)
to analytics_definer;
