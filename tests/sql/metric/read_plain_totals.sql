begin;
\ir ../setup.psql
select plan(9);

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.payment(p_at text, p_amount text, p_more jsonb default '{}')
returns jsonb
language sql
as $$
    select pg_temp.make_event(
        v.id, 'payment.received', p_at,
        jsonb_build_object('paymentId', p_at, 'amount', p_amount) || p_more
    )
    from v
$$;
create function pg_temp.plan_with(p_more jsonb)
returns jsonb
language sql
as $$
    select analytics.plan_request(jsonb_build_object(
        'vendorId', v.id, 'metrics', '["revenue"]'::jsonb, 'groupBy', '["day"]'::jsonb,
        'timeframe', '{"from": "2026-05-01", "to": "2026-07-01"}'::jsonb
    ) || p_more)
    from v
$$;
-- As an item would be read if no query were kept for it.
create function pg_temp.read_by_query(p_plan jsonb)
returns analytics.metric_cell[]
language plpgsql
as $$
declare
    v_cells analytics.metric_cell[];
begin
    execute analytics.compile_item(p_plan, p_plan #> '{items,0}') into v_cells;
    return v_cells;
end;
$$;
create function pg_temp.list_differences(p_requests jsonb)
returns table (request jsonb, cells text)
language sql
as $$
    with answer as (
        select
            r.request, 'kept' as way,
            analytics.read_plain_totals(p.plan, p.plan #> '{items,0}') as cells
        from jsonb_array_elements(p_requests) as r (request)
        cross join lateral pg_temp.plan_with(r.request) as p (plan)
        union all
        select r.request, 'query', pg_temp.read_by_query(pg_temp.plan_with(r.request))
        from jsonb_array_elements(p_requests) as r (request)
    ), cell as (
        select a.request, a.way, c::text as cell
        from answer as a
        cross join lateral unnest(a.cells) as c
    )
    select d.request, d.cell
    from (
        (
            select c.request, c.cell from cell as c where c.way = 'kept'
            except all select c.request, c.cell from cell as c where c.way = 'query'
        )
        union all
        (
            select c.request, c.cell from cell as c where c.way = 'query'
            except all select c.request, c.cell from cell as c where c.way = 'kept'
        )
    ) as d
$$;
-- Each grain with each aggregation, compared or not, and a metric that is no money.
create temp table asked as
select jsonb_agg(jsonb_build_object(
    'metrics', jsonb_build_array(jsonb_build_object('metric', m.metric, 'aggregation', m.how)),
    'groupBy', g.groups, 'compareWith', c.base
)) as requests
from (values
    ('revenue', 'sum'), ('revenue', 'count'), ('revenue', 'average'), ('inquiries', 'count'),
    ('response_minutes', 'average')
) as m (metric, how)
cross join (values
    ('[]'::jsonb), ('["hour"]'), ('["day"]'), ('["week"]'), ('["month"]'), ('["year"]')
) as g (groups)
cross join (values ('null'::jsonb), ('"previous_period"')) as c (base);

select pg_temp.ingest(
    pg_temp.payment('2026-03-29T00:30:00Z', '1.10'),
    pg_temp.payment('2026-05-01T10:00:00Z', '10.50'),
    pg_temp.payment('2026-05-01T22:30:00Z', '3'),
    pg_temp.payment('2026-06-07T23:30:00Z', '4.25'),
    pg_temp.payment('2026-06-30T23:30:00Z', '7', '{"currency": "USD"}')
);
select pg_temp.ingest(
    pg_temp.make_event(id, 'inquiry.received', '2026-06-02T10:00:00Z', '{"inquiryId": "i"}'),
    pg_temp.make_event(
        id, 'message.sent', '2026-06-02T11:00:00Z',
        '{"direction": "outbound", "channel": "email", "responseMinutes": 20}'
    )
)
from v;

select is(
    (pg_temp.plan_with('{}') #>> '{items,0,source}'), 'hourly', 'what is pending is in the rollups'
);
select is_empty(
    $$ select * from asked as a, pg_temp.list_differences(a.requests) $$,
    'pending totals are those of the query that is compiled for the request'
);
select is(
    (
        select array_agg(c.value order by c.currency)
        from
            pg_temp.plan_with('{}') as p (plan),
            unnest(analytics.read_plain_totals(p.plan, p.plan #> '{items,0}')) as c
        where c.is_total
    ),
    array[17.75, 7], 'with a total for each currency'
);
select analytics.fold_vendor(v.id) from v;
select is_empty(
    $$ select * from asked as a, pg_temp.list_differences(a.requests) $$, 'so are folded ones'
);
-- Some of it folded, some not, some taken back.
select pg_temp.ingest(pg_temp.payment('2026-05-01T10:10:00Z', '0.005'));
delete from public.analytics_events where "timestamp" = '2026-06-07T23:30:00Z';
select is_empty(
    $$ select * from asked as a, pg_temp.list_differences(a.requests) $$,
    'and those of which some are pending'
);
select analytics.fold_vendor(v.id) from v;
select analytics.refresh_view_item(now(), 'mv_vendor_daily_metrics');
select is(
    (pg_temp.plan_with('{}') #>> '{items,0,source}'), 'view', 'a view that is current is read'
);
select is_empty(
    $$ select * from asked as a, pg_temp.list_differences(a.requests) $$, 'with the same totals'
);
select is(
    (
        select analytics.read_plain_totals(p.plan, p.plan #> '{items,0}')
        from pg_temp.plan_with('{"timeframe": {"from": "2025-01-01", "to": "2025-02-01"}}')
            as p (plan)
    ),
    null, 'where nothing happened there are none'
);
select results_eq(
    $$
    select r.request, analytics.has_plain_totals(p.plan, p.plan #> '{items,0}')
    from jsonb_array_elements('[
        {"groupBy": ["day"]}, {"groupBy": ["weekday"]}, {"groupBy": ["method"]},
        {"filters": {"currency": "EUR"}}, {"metrics": ["net_revenue"]},
        {"metrics": [{"metric": "revenue", "aggregation": "max"}]}, {"metrics": ["lead_time_days"]},
        {"source": "raw"}
    ]') with ordinality as r (request, place)
    cross join lateral pg_temp.plan_with(r.request) as p (plan)
    order by r.place
    $$,
    $$
    values
        ('{"groupBy": ["day"]}'::jsonb, true), ('{"groupBy": ["weekday"]}', false),
        ('{"groupBy": ["method"]}', false), ('{"filters": {"currency": "EUR"}}', false),
        ('{"metrics": ["net_revenue"]}', false),
        ('{"metrics": [{"metric": "revenue", "aggregation": "max"}]}', false),
        ('{"metrics": ["lead_time_days"]}', false), ('{"source": "raw"}', false)
    $$,
    'what is grouped by more than time, filtered, or made of several metrics is read by a query'
);

select * from finish();
rollback;
