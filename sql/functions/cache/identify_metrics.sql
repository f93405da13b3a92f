create or replace function analytics.identify_metrics(
    p_request jsonb,
    p_format text,
    p_now timestamptz
)
returns analytics.answer_key
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_request jsonb := analytics.normalize_request(p_request);
    v_vendors jsonb := analytics.resolve_vendors(nullif(p_request -> 'vendorId', 'null'));
begin
    return row(
        array(
            select 'metrics/' || left(coalesce(
                case when jsonb_typeof(m) = 'object' then m ->> 'metric' else m #>> '{}' end, ''
            ), 100)
            from jsonb_array_elements(
                case jsonb_typeof(v_request -> 'metrics') when 'array' then v_request -> 'metrics'
                    else '[""]' end
            ) as m
        ),
        concat_ws(
            e'\n', 'metrics', p_format, v_request, v_vendors,
            analytics.resolve_clock(v_request -> 'timeframe', v_vendors, p_now),
            -- A workbook shows the request as it was made.
            case when p_format = 'excel' then p_request end
        ),
        array(select (v ->> 'vendorId')::uuid from jsonb_array_elements(v_vendors) as v)
    );
end;
$$;

comment on function analytics.identify_metrics(jsonb, text, timestamptz) is
'What makes two requests for metrics one: their meaning, format, the bounds of their time, and the
vendors as the caller may see them, with their settings. Raises ZA110, ZA126, ZA127, ZA201.';
revoke all on function analytics.identify_metrics(jsonb, text, timestamptz) from public;
grant execute on function analytics.identify_metrics(jsonb, text, timestamptz)
to analytics_definer;
