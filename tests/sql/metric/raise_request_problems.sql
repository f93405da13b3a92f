begin;
\ir ../setup.psql
select plan(7);

create temp table v as select pg_temp.make_vendor() as id;
create function pg_temp.problem(p_request jsonb)
returns jsonb
language plpgsql
as $$
declare
    v_detail text;
    v_hint text;
    v_column text;
begin
    perform analytics_api.calculate_metrics(
        jsonb_build_object('vendorId', (select id from v)) || p_request
    );
    return null;
exception
    when others then
        get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint,
            v_column = column_name;
        return jsonb_build_object(
            'code', sqlstate, 'message', sqlerrm, 'detail', v_detail::jsonb, 'hint', v_hint,
            'column', v_column
        );
end;
$$;

select is(
    pg_temp.problem('{"metrics": ["revenu"]}'),
    '{"code": "ZA112", "message": "there is no metric \"revenu\"", "column": "metrics",
    "hint": "did you mean revenue or net_revenue or kept_revenue?", "detail": [{
    "pointer": "/metrics/0", "detail": "there is no metric \"revenu\"",
    "nearest": ["revenue", "net_revenue", "kept_revenue"]}]}',
    'a problem has a pointer, a detail and the nearest names'
);
select is(
    (
        select array_agg(problem.d ->> 'pointer' order by problem.o)
        from jsonb_array_elements(pg_temp.problem(
            '{"metrics": ["revenu", "bookings", {"metric": "refunds", "aggregation": "modus"}],
            "timeframe": "last_moon", "colour": "red"}'
        ) -> 'detail') with ordinality as problem (d, o)
    ) @> '{/metrics/0,/metrics/2,/timeframe,/colour}', true,
    'all problems of a request come at once'
);
select is(
    pg_temp.problem('{"metrics": ["bookings"], "groupBy": ["stile"],
        "filters": {"and": [{"style": 1}, {"or": [{"guestCount": "many"}]}]}}') -> 'detail'
    @> '[{"pointer": "/groupBy/0"}, {"pointer": "/filters/and/0/style"},
    {"pointer": "/filters/and/1/or/0/guestCount"}]', true,
    'pointers lead into filters'
);
select is(
    pg_temp.problem('{"metrics": ["xyz"]}') ->> 'hint',
    'see analytics_api.get_catalog() for what may be asked',
    'what is like nothing is looked up in the catalogue'
);
select is(
    pg_temp.problem('{"metrics": ["revenue"], "filters": {"method": {"problem": "card"}}}')
    ->> 'code', 'ZA120',
    'a request that speaks of problems has only its own'
);
select is(
    pg_temp.problem('{"metrics": ["revenue"], "groupBy": null, "top": null}'), null,
    'a member that is null is not there'
);
select throws_ok(
    $$ select analytics_api.calculate_metrics('[]') $$, 'ZA110', null, 'a request is an object'
);

select finish();
rollback;
