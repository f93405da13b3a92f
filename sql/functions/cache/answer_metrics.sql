create or replace function analytics_api.answer_metrics(
    p_request jsonb,
    p_accepted text default null,
    p_known text[] default '{}'
)
returns table (etag text, format text, body text, tail text, rule jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
    v_started_at timestamptz := clock_timestamp();
    v_is_object boolean := coalesce(jsonb_typeof(p_request) = 'object', false);
    v_format text := case when v_is_object
        then analytics.resolve_format(p_request, p_accepted) else 'json' end;
    v_request jsonb := case when v_is_object then p_request - 'format' else p_request end;
    v_key analytics.answer_key;
    v_state analytics.answer_state;
    v_body text;
begin
    if v_is_object then
        v_key := analytics.identify_metrics(v_request, v_format, analytics.current_moment());
        if v_request -> 'realTime' is distinct from 'true' then
            v_state := analytics.seek_answer(v_key, p_known, statement_timestamp());
        end if;
    end if;
    if not coalesce(v_state.is_known, false) then
        v_body := case v_format
            when 'json' then analytics.split_answer(analytics_api.calculate_metrics(v_request))
            when 'chart_data' then analytics.split_answer(
                analytics.chart_metrics(analytics_api.calculate_metrics(v_request))
            )
            else (select r.body from analytics_api.render_metrics(p_request, p_accepted) as r)
        end;
    end if;
    return query select
        v_state.etag, v_format, v_body,
        case when v_format in ('json', 'chart_data')
            then analytics.compose_tail(v_key.vendor_ids, v_started_at) end,
        case when v_state.etag is not null then jsonb_build_object(
            'ttl', v_state.ttl_s, 'isWarmed', v_state.is_warmed,
            'isCompressed', v_state.is_compressed
        ) end;
end;
$$;

comment on function analytics_api.answer_metrics(jsonb, text, text[]) is
'What calculate_metrics or render_metrics answers, for a caller that keeps answers: the entity tag
of the right answer, and the answer only where its tag is not among p_known. body and tail make the
JSON, followed by members of the caller''s own and "}"; other formats have no tail. rule says how
long it may be kept; both are null where nothing is cached: realTime, or no rule fits. All of it is
decided from one snapshot, as of which the tag is right. Raises what render_metrics raises.';
revoke all on function analytics_api.answer_metrics(jsonb, text, text[]) from public;
grant execute on function analytics_api.answer_metrics(jsonb, text, text[])
to analytics_api_user;
