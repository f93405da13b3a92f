create or replace function analytics_api.answer_metrics(
    p_request jsonb,
    p_accepted text default null,
    p_known text[] default '{}',
    p_in_turn boolean default false,
    p_units integer default null
)
returns table (etag text, format text, body text, tail text, rule jsonb, units integer)
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
    v_is_known boolean := false;
    v_kept record;
    v_plan jsonb;
    v_units integer;
    v_answer jsonb;
    v_body text;
begin
    if v_is_object then
        v_key := analytics.identify_metrics(v_request, v_format, analytics.current_moment());
        if v_request -> 'realTime' is distinct from 'true' then
            v_state := analytics.seek_answer(v_key, p_known, statement_timestamp());
            v_is_known := v_state.is_known;
        end if;
    end if;
    select k.body, k.age_s into v_kept
    from analytics.find_kept_answer(v_key, v_request, v_format, v_state) as k
    where not v_is_known;
    if v_kept.body is null and not v_is_known
        and analytics.takes_turn(v_state.etag, p_in_turn) then
        v_plan := analytics.plan_metrics(v_request);
        v_units := analytics.count_metric_units(v_plan);
        if v_units > p_units then
            -- Nothing has run: whoever pays asks again.
            return query select v_state.etag, v_format, null, null, null::jsonb, v_units;
            return;
        end if;
        v_answer := analytics.answer_plan(v_plan, v_started_at);
        v_body := case
            when v_format in ('json', 'chart_data') then analytics.split_answer(
                case v_format when 'json' then v_answer else analytics.chart_metrics(v_answer) end
            )
            else analytics.render_answer(v_answer, v_format, v_request)
        end;
    end if;
    return query select
        v_state.etag, v_format, coalesce(v_kept.body, v_body),
        case when v_format in ('json', 'chart_data')
            then analytics.compose_tail(v_key.vendor_ids, v_started_at) end,
        analytics.describe_rule(v_state) || jsonb_strip_nulls(jsonb_build_object(
            'age', v_kept.age_s,
            'vendorId', case when cardinality(v_key.vendor_ids) = 1 then v_key.vendor_ids[1] end
        )),
        null::integer;
end;
$$;

comment on function analytics_api.answer_metrics(jsonb, text, text[], boolean, integer) is
'What calculate_metrics or render_metrics answers, for a caller that keeps answers: the entity tag
of the right answer, and the answer only where its tag is not among p_known. body and tail make the
JSON, followed by members of the caller''s own and "}"; other formats have no tail. rule says how
long it may be kept, whose it is where that is one vendor, its age where it was calculated ahead;
etag and rule are null where nothing is cached: realTime, or no rule fits. With p_in_turn there is
no body either while another session calculates the same: see await_answer. All of it is decided
from one snapshot, as of which the tag is right. What has to be calculated and costs more units than
p_units, those that the caller has taken of its limits for it, is not: there are only etag, format
and units then. Without p_units nobody pays. Raises what render_metrics raises.';
revoke all on function analytics_api.answer_metrics(jsonb, text, text[], boolean, integer)
from public;
grant execute on function analytics_api.answer_metrics(jsonb, text, text[], boolean, integer)
to analytics_api_user, analytics_owner;
