create or replace function analytics.refuse_delivery(
    p_source_name text,
    p_reason text,
    p_now timestamptz
)
returns jsonb
language sql
volatile
security invoker
set search_path = ''
as $$
    insert into analytics.hook_refusals as r (source_name, refused_on, reason, refused_count)
    values (p_source_name, (p_now at time zone 'UTC')::date, p_reason, 1)
    on conflict (source_name, refused_on, reason)
    do update set refused_count = r.refused_count + 1
    returning jsonb_build_object(
        'type', '/problems/' || replace(p_reason, '_', '-'),
        'title', 'Unauthorized',
        'status', 401,
        'code', p_reason,
        'detail', case p_reason
            when 'stale_delivery' then 'The delivery was signed too long ago, or the clocks differ.'
            else 'The signature is missing or does not fit the body.'
        end,
        'instance', '/api/analytics/hooks/' || p_source_name
    )
$$;

comment on function analytics.refuse_delivery(text, text, timestamptz) is
'Count a delivery whose signature is not good; returns the problem of RFC 9457 that it is answered
with. Of the delivery itself nothing is kept: anybody could have sent it.';
revoke all on function analytics.refuse_delivery(text, text, timestamptz) from public;
