create or replace function analytics.read_metric_value(
    p_vendor_id uuid,
    p_metric jsonb,
    p_pointer text
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_rows jsonb;
begin
    v_rows := analytics_api.calculate_metrics(
        jsonb_build_object(
            'vendorId', p_vendor_id,
            'metrics', jsonb_build_array(p_metric - 'timeframe' - 'filters'),
            'timeframe', p_metric -> 'timeframe', 'filters', p_metric -> 'filters'
        )
    ) #> '{data,0,rows}';
    -- Money in two currencies is two rows, and not one number.
    if jsonb_array_length(v_rows) = 1 and v_rows #>> '{0,value}' is not null then
        return jsonb_build_object('value', v_rows #> '{0,value}');
    end if;
    return jsonb_build_object('reasons', jsonb_build_array(analytics.reason(
        p_pointer, 'metric', '"one value"', jsonb_path_query_array(v_rows, '$[*].value')
    )));
exception
    when others then
        if sqlstate not like 'ZA1%' then
            raise;
        end if;
        return jsonb_build_object('reasons', jsonb_build_array(
            analytics.reason(p_pointer, 'metric', to_jsonb(sqlerrm), p_metric)
        ));
end;
$$;

comment on function analytics.read_metric_value(uuid, jsonb, text) is
'{"value"} of a metric of the catalogue {"metric", "timeframe", "aggregation", "filters"}, or
{"reasons"} where it cannot be asked or has not exactly one value.';
revoke all on function analytics.read_metric_value(uuid, jsonb, text) from public;
grant execute on function analytics.read_metric_value(uuid, jsonb, text) to analytics_definer;
