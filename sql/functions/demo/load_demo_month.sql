create or replace function analytics_api.load_demo_month(
    p_month date,
    p_as_of timestamptz default now()
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_as_of timestamptz := least(p_as_of, now());
    v_batch record;
    v_counts jsonb;
    v_totals bigint[] := array[0, 0, 0, 0]::bigint[];
begin
    perform analytics.require_platform_admin();
    if p_month is null or extract(day from p_month) <> 1 then
        raise exception using
            errcode = 'ZA145',
            message = 'the demonstration is loaded by months',
            detail = format('month=%s', p_month),
            hint = 'give the first day of a month; list_demo_months lists them',
            column = 'month';
    end if;
    for v_batch in
        select jsonb_agg(n.event order by n.number) as events, min(n.occurred_at) as from_at,
            max(n.occurred_at) as to_at
        from (
            select
                e.occurred_at,
                e.event || jsonb_build_object('id', analytics_api.stable_uuid(e.name)) as event,
                row_number() over (order by e.occurred_at, e.name) - 1 as number
            from analytics.list_demo_events(p_month, v_as_of) as e
        ) as n
        group by n.number / (select s.batch_events_max from analytics.settings as s)
        order by from_at
    loop
        perform analytics_api.ensure_partitions(v_batch.from_at, v_batch.to_at);
        v_counts := analytics_api.ingest_events(v_batch.events, '{"door": "demo"}') -> 'counts';
        v_totals := array[
            v_totals[1] + (v_counts ->> 'received')::bigint,
            v_totals[2] + (v_counts ->> 'stored')::bigint,
            v_totals[3] + (v_counts ->> 'duplicate')::bigint,
            v_totals[4] + (v_counts ->> 'rejected')::bigint
        ];
    end loop;
    return jsonb_build_object(
        'received', v_totals[1], 'stored', v_totals[2], 'duplicate', v_totals[3],
        'rejected', v_totals[4]
    );
end;
$$;

comment on function analytics_api.load_demo_month(date, timestamptz) is
'Ingest the events of the demonstration that belong to weddings of that month and have happened by
p_as_of, or by now; returns the counts {received, stored, duplicate, rejected}. The same again
stores nothing. For platform administrators, after register_demo_vendors. Raises ZA145 (month),
ZA403.';
revoke all on function analytics_api.load_demo_month(date, timestamptz) from public;
grant execute on function analytics_api.load_demo_month(date, timestamptz) to analytics_api_user;
