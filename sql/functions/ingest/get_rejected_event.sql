create or replace function analytics_api.get_rejected_event(p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_reject public.analytics_rejected_events;
    v_text text;
begin
    perform analytics.require_scope('read');
    select r.* into v_reject from public.analytics_rejected_events as r where r.id = p_id;
    if not found then
        raise exception using
            errcode = 'ZA210',
            message = 'there is no such rejected event',
            hint = 'GET /api/analytics/rejected-events lists those of your vendors';
    end if;
    begin
        v_text := convert_from(v_reject.raw_event, 'UTF8');
    exception
        when character_not_in_repertoire then
            v_text := null;
    end;
    return analytics.describe_reject(v_reject) || jsonb_build_object(
        'rawText', v_text,
        'rawBase64', translate(encode(v_reject.raw_event, 'base64'), e'\n', ''),
        'rawFormat', v_reject.raw_format,
        'rawSha256', v_reject.raw_sha256,
        'context', v_reject.context,
        'replayResult', v_reject.replay_result
    );
end;
$$;

comment on function analytics_api.get_rejected_event(uuid) is
'One refused event with all that is known of it: its bytes (rawBase64, and rawText where they are
UTF-8), context, reasons, what came of its latest replay. Raises ZA210, ZA407.';
revoke all on function analytics_api.get_rejected_event(uuid) from public;
grant execute on function analytics_api.get_rejected_event(uuid) to analytics_api_user;
