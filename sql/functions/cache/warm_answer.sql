create or replace function analytics.warm_answer(
    p_vendor_id uuid,
    p_request_key text,
    p_request jsonb,
    p_accepted text
)
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_answer record;
begin
    -- As somebody who has this vendor and no other would ask.
    perform set_config('request.jwt.claims', jsonb_build_object(
        'app_metadata', jsonb_build_object('vendor_ids', jsonb_build_array(p_vendor_id))
    )::text, true);
    select a.* into v_answer
    from analytics_api.answer_metrics(
        p_request || jsonb_build_object('vendorId', p_vendor_id), p_accepted, array(
            select c.etag from analytics.cached_answers as c
            where c.vendor_id = p_vendor_id and c.request_key = p_request_key
        )
    ) as a;
    if v_answer.body is null or not coalesce((v_answer.rule ->> 'isWarmed')::boolean, false) then
        return false;
    end if;
    insert into analytics.cached_answers as c (vendor_id, request_key, etag, body, created_at)
    values (p_vendor_id, p_request_key, v_answer.etag, v_answer.body, clock_timestamp())
    on conflict (vendor_id, request_key) do update set
        etag = excluded.etag, body = excluded.body, created_at = excluded.created_at;
    return true;
exception
    when others then
        if sqlstate not like 'ZA%' then
            raise;
        end if;
        -- What was right to ask once may no longer be: a metric is gone.
        delete from analytics.popular_requests as r
        where r.vendor_id = p_vendor_id and r.request_key = p_request_key;
        return false;
end;
$$;

comment on function analytics.warm_answer(uuid, text, jsonb, text) is
'Calculate a popular answer again where the one that is kept is no longer right; returns whether it
did. A request that has become wrong is forgotten.';
revoke all on function analytics.warm_answer(uuid, text, jsonb, text) from public;
