create or replace function analytics.countable_period(
    p_vendor_id uuid,
    p_from timestamptz default null,
    p_to timestamptz default null
)
returns tstzrange
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_from timestamptz;
    v_to timestamptz;
begin
    select
        -- The first whole day of which the events are still attached.
        greatest(
            date_trunc('day', p_from, v.time_zone),
            date_trunc('day', w.from_at + interval '1 day', v.time_zone)
        ),
        date_trunc('day', p_to + interval '1 day' - interval '1 microsecond', v.time_zone)
    into v_from, v_to
    from analytics.vendor_profiles as v
    cross join analytics.event_window as w
    where v.vendor_id = p_vendor_id;
    v_from := coalesce(v_from, '-infinity');
    return tstzrange(v_from, greatest(coalesce(v_to, 'infinity'), v_from), '[)');
end;
$$;

comment on function analytics.countable_period(uuid, timestamptz, timestamptz) is
'The whole days (in the vendor''s zone) of a period whose raw events are all attached, so that a
recount of them must equal the rollup. Null bounds are open.';
revoke all on function analytics.countable_period(uuid, timestamptz, timestamptz) from public;
