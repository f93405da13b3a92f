create or replace function analytics.answer_item(
    p_plan jsonb,
    p_item jsonb,
    p_buckets analytics.time_bucket[],
    p_total_bucket analytics.time_bucket[]
)
returns jsonb
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
set enable_seqscan = off
as $$
declare
    v_has_groups boolean := analytics.has_groups(p_plan);
    v_cells analytics.metric_cell[];
    v_group_count bigint;
    v_records numeric;
    v_now timestamptz := statement_timestamp();
    v_as_of timestamptz := case when p_item ->> 'source' = 'view'
        then (p_plan #>> '{state,viewRefreshedAt}')::timestamptz else v_now end;
begin
    if analytics.has_plain_totals(p_plan, p_item) then
        v_cells := analytics.read_plain_totals(p_plan, p_item);
    else
        -- Events of many vendors are sooner read as they lie; the header puts it back.
        perform set_config('enable_seqscan', (p_item ->> 'source' = 'raw')::text, true);
        execute analytics.compile_item(p_plan, p_item) into v_cells;
    end if;
    select
        count(distinct concat(c.currency, '|', c.top_rank, '|', c.grp))
            filter (where not c.is_total),
        coalesce(sum(c.n) filter (where c.period = 0 and c.is_total = v_has_groups), 0)
    into v_group_count, v_records
    from unnest(v_cells) as c;
    perform analytics.refuse_size(
        cardinality(p_buckets) * v_group_count, (p_plan ->> 'rowLimit')::bigint
    );
    return jsonb_strip_nulls(jsonb_build_object('as', p_item -> 'as')) || jsonb_build_object(
        'metric', p_item -> 'metric',
        'aggregation', p_item -> 'aggregation',
        'unit', p_item -> 'unit',
        'dateBasis', p_item -> 'dateBasis',
        'source', p_item -> 'source',
        'asOf', v_as_of,
        'ageSeconds', round(extract(epoch from v_now - v_as_of), 3),
        'rows', analytics.compose_rows(p_plan, p_item, v_cells, p_buckets, false),
        'records', v_records
    ) || case when (p_plan ->> 'totals')::boolean then jsonb_build_object(
        'totals', analytics.compose_rows(p_plan, p_item, v_cells, p_total_bucket, true)
    ) else '{}' end;
end;
$$;

comment on function analytics.answer_item(
    jsonb, jsonb, analytics.time_bucket[], analytics.time_bucket[]
) is
'The element of data that answers one item of a plan; what it is made from is read in one statement.
Raises ZA126.';
revoke all on function analytics.answer_item(
    jsonb, jsonb, analytics.time_bucket[], analytics.time_bucket[]
) from public;
grant execute on function analytics.answer_item(
    jsonb, jsonb, analytics.time_bucket[], analytics.time_bucket[]
) to analytics_definer;
