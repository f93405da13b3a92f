create or replace function analytics.answer_item(
    p_plan jsonb,
    p_item jsonb,
    p_buckets jsonb,
    p_total_bucket jsonb
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
    v_rows jsonb;
    v_totals jsonb;
    v_row_count bigint;
    v_records numeric;
    v_now timestamptz := statement_timestamp();
    v_as_of timestamptz := case when p_item ->> 'source' = 'view'
        then (p_plan #>> '{state,viewRefreshedAt}')::timestamptz else v_now end;
    v_currencies text[] := case when (p_item ->> 'isPerCurrency')::boolean
        then array(select jsonb_array_elements_text(p_plan -> 'currencies')) else '{""}' end;
begin
    -- Events of many vendors are sooner read as they lie; the header puts it back.
    perform set_config('enable_seqscan', (p_item ->> 'source' = 'raw')::text, true);
    execute analytics.compile_item(p_plan, p_item)
    into v_rows, v_totals, v_row_count, v_records
    using p_buckets, p_total_bucket, v_currencies;
    perform analytics.refuse_size(v_row_count, (p_plan ->> 'rowLimit')::bigint);
    return jsonb_strip_nulls(jsonb_build_object('as', p_item -> 'as')) || jsonb_build_object(
        'metric', p_item -> 'metric',
        'aggregation', p_item -> 'aggregation',
        'unit', p_item -> 'unit',
        'dateBasis', p_item -> 'dateBasis',
        'source', p_item -> 'source',
        'asOf', v_as_of,
        'ageSeconds', round(extract(epoch from v_now - v_as_of), 3),
        'rows', v_rows,
        'records', v_records
    ) || case when (p_plan ->> 'totals')::boolean
        then jsonb_build_object('totals', v_totals) else '{}' end;
end;
$$;

comment on function analytics.answer_item(jsonb, jsonb, jsonb, jsonb) is
'The element of data that answers one item of a plan, in one statement. Raises ZA126.';
revoke all on function analytics.answer_item(jsonb, jsonb, jsonb, jsonb) from public;
grant execute on function analytics.answer_item(jsonb, jsonb, jsonb, jsonb) to analytics_definer;
