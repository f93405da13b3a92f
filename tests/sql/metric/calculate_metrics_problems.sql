begin;
\ir ../setup.psql
select plan(42);

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.refused(p_code text, p_request text, p_sentence text)
returns text
language sql
as $$
    select throws_ok(
        format('select analytics_api.calculate_metrics(%L)', jsonb_build_object(
            'vendorId', (select id from v), 'metrics', '["revenue"]'::jsonb
        ) || p_request::jsonb), p_code, null, p_sentence
    )
$$;
create temp table expectation (code text, request text, sentence text);
insert into expectation
values
('ZA110', '{"metrics": "revenue"}', 'metrics is an array'),
('ZA110', '{"metrics": []}', 'of at least one'),
('ZA110', '{"metrics": [7]}', 'a metric is named'),
('ZA110', '{"metrics": [{"metric": "revenue", "as": 7}]}', 'an alias is a text'),
('ZA110', '{"aggregations": "sum"}', 'aggregations is an array'),
('ZA110', '{"groupBy": "day"}', 'groupBy is an array'),
('ZA110', '{"groupBy": [1]}', 'of names'),
('ZA110', '{"totals": "yes"}', 'totals is true or false'),
('ZA110', '{"filters": []}', 'filters is an object'),
('ZA110', '{"filters": {"or": {}}}', 'an or has an array'),
('ZA110', '{"filters": {"field": 1}}', 'a field is named'),
('ZA110', '{"vendorId": "me"}', 'a vendor is a UUID'),
('ZA111', '{"metric": ["revenue"]}', 'unknown members are refused'),
('ZA111', '{"metrics": [{"metric": "revenue", "agg": "sum"}]}', 'those of a metric too'),
('ZA111', '{"filters": {"field": "method", "operator": "eq"}}', 'and of a condition'),
('ZA112', '{"metrics": ["revenu"]}', 'an unknown metric is refused'),
('ZA113', '{"timeframe": "last_8_days"}', 'an unknown range is refused'),
('ZA113', '{"timeframe": 7}', 'a timeframe is a name or bounds'),
('ZA113', '{"timeframe": {"from": "2026-02-30", "to": "x"}}', 'bounds are times'),
('ZA113', '{"timeframe": {"from": "2026-02-02", "to": "2026-02-02"}}', 'in order'),
(
    'ZA113', '{"timeframe": {"from": "2026-02-02", "to": "2026-02-01T00:00:00Z"}}',
    'in order in the zone of the vendor too'
),
('ZA113', '{"timeframe": {"from": "1800-01-01", "to": "2026-02-01"}}', 'not over all of history'),
('ZA114', '{"aggregations": ["average", "p100"]}', 'an unknown aggregation is refused'),
('ZA114', '{"aggregations": [{"percentile": 1.5}]}', 'percentiles lie between 0 and 1'),
('ZA115', '{"metrics": ["bookings"], "aggregations": ["median"]}', 'counts have no median'),
('ZA116', '{"groupBy": ["style"]}', 'a metric is grouped by fields that it has'),
(
    'ZA116', '{"metrics": [{"metric": "bookings", "aggregation": "distinct"}]}',
    'distinct needs a field'
),
('ZA116', '{"metrics": [{"metric": "revenue", "field": "method"}]}', 'and nothing else has one'),
('ZA117', '{"groupBy": ["day", "month"]}', 'there is one grain'),
('ZA117', '{"groupBy": ["method", "method"]}', 'a group is named once'),
('ZA117', '{"groupBy": ["day", "method", "purpose", "vendor", "weekday"]}', 'four are the most'),
('ZA118', '{"filters": {"style": "boho"}}', 'a metric is filtered by fields that it has'),
('ZA119', '{"filters": {"field": "method", "op": "like", "value": "c"}}', 'operators are known'),
('ZA119', '{"filters": {"field": "method", "op": "gt", "value": "c"}}', 'and fit the type'),
('ZA120', '{"filters": {"method": 7}}', 'values fit the type'),
('ZA121', '{"compareWith": "last_year"}', 'comparisons are known'),
('ZA121', '{"timeframe": "all_time", "compareWith": "previous_year"}', 'not with before all'),
('ZA122', '{"top": {"limit": 5}}', 'the top of what is told'),
('ZA123', '{"source": "hourly"}', 'the source is chosen by the database'),
('ZA124', '{"metrics": [{"metric": "revenue", "dateBasis": "wedding"}]}', 'bases are known'),
('ZA125', '{"metrics": ["weddings"], "groupBy": ["hour"]}', 'a wedding has no hour'),
(
    'ZA126', '{"timeframe": {"from": "2000-01-01", "to": "2026-01-01"}, "groupBy": ["hour"]}',
    'an answer is never cut short'
);
select pg_temp.refused(code, request, sentence) from expectation;

select finish();
rollback;
