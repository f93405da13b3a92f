create or replace function analytics.find_kept_answer(
    p_key analytics.answer_key,
    p_request jsonb,
    p_format text,
    p_state analytics.answer_state
)
returns table (body text, age_s numeric)
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
#variable_conflict use_column
begin
    -- Warmed are requests for one vendor only.
    if p_state.etag is null or cardinality(p_key.vendor_ids) <> 1 or not p_state.is_warmed then
        return;
    end if;
    return query
    select c.body, round(extract(epoch from clock_timestamp() - c.created_at), 3)
    from analytics.cached_answers as c
    where c.vendor_id = p_key.vendor_ids[1]
        and c.request_key = analytics.request_key(p_request, p_format)
        and c.etag = p_state.etag;
end;
$$;

comment on function analytics.find_kept_answer(
    analytics.answer_key, jsonb, text, analytics.answer_state
) is
'The answer that the job warm_cache has calculated ahead, if it is the right one, and its age in
seconds.';
revoke all on function analytics.find_kept_answer(
    analytics.answer_key, jsonb, text, analytics.answer_state
) from public;
grant execute on function analytics.find_kept_answer(
    analytics.answer_key, jsonb, text, analytics.answer_state
) to analytics_definer;
