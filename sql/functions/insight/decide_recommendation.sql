create or replace function analytics_api.decide_recommendation(p_id uuid, p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_found analytics.recommendations := analytics.find_recommendation(p_id, 'admin');
    v_state text := p_request ->> 'state';
    v_saved analytics.recommendations;
begin
    perform analytics.check_recommendation_request(p_request, '{state,note}');
    if v_state is not null and (v_found.state, v_state) in (
        ('proposed', 'accepted'), ('proposed', 'dismissed'), ('accepted', 'done'),
        ('accepted', 'dismissed')
    ) then
        v_saved := analytics.save_decision(
            v_found.vendor_id, v_found.id, v_found.state, v_state, p_request ->> 'note',
            analytics.current_moment(), analytics.current_actor()
        );
    end if;
    if v_saved.id is null then
        raise exception using
            errcode = 'ZA188',
            message = format(
                'a recommendation that is %s cannot become %s', v_found.state,
                coalesce(v_state, 'nothing')
            ),
            detail = '[{"pointer": "/state", "detail": "it cannot become that"}]',
            hint = 'proposed becomes accepted or dismissed, accepted becomes done or dismissed',
            column = 'state';
    end if;
    return analytics.describe_recommendation(v_saved);
end;
$$;

comment on function analytics_api.decide_recommendation(uuid, jsonb) is
'Accept, dismiss or finish a recommendation: {state, note}. Raises ZA110, ZA111, ZA188 (it cannot
become that), ZA189 (the request), ZA230 (no such recommendation, or not yours).';
revoke all on function analytics_api.decide_recommendation(uuid, jsonb) from public;
grant execute on function analytics_api.decide_recommendation(uuid, jsonb) to analytics_api_user;
