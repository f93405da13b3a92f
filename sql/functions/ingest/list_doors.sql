create or replace function analytics_api.list_doors(p_now timestamptz default now())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    perform analytics.require_platform_admin();
    return (
        with door as (
            select t.door, max(t.last_at) as last_at
            from analytics.door_traffic as t
            group by t.door
        ), waiting as (
            select r.door, count(*) as open_count, min(r.received_at) as oldest_at
            from public.analytics_rejected_events as r
            where r.state = 'open'
            group by r.door
        )
        select coalesce(jsonb_agg(
            jsonb_build_object(
                'door', n.door,
                'lastBatchAt', d.last_at,
                'ratePerMinute', round((c.last_hour ->> 'received')::numeric / 60, 2),
                'lastHour', c.last_hour,
                'lastDay',
                analytics.count_door_traffic(n.door, p_now - interval '1 day', p_now),
                'medianLagMs', analytics.median_lag_ms(n.door, p_now - interval '1 day', p_now),
                'openRejects', coalesce(w.open_count, 0),
                'oldestOpenRejectAt', w.oldest_at
            )
            order by n.door
        ), '[]')
        from (select d.door from door as d union select w.door from waiting as w) as n
        cross join lateral (
            select analytics.count_door_traffic(n.door, p_now - interval '1 hour', p_now)
        ) as c (last_hour)
        left join door as d on d.door = n.door
        left join waiting as w on w.door = n.door
    );
end;
$$;

comment on function analytics_api.list_doors(timestamptz) is
'Each door that events came in through within settings.history_retention: counts and rate (events
received per minute) of the last hour and day, how long after its newest event the median batch of
the day arrived, and what was refused and still waits. Exact at every moment; p_now is for tests.
For platform administrators: raises ZA403.';
revoke all on function analytics_api.list_doors(timestamptz) from public;
grant execute on function analytics_api.list_doors(timestamptz) to analytics_api_user;
