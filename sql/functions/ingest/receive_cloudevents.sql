create or replace function analytics_api.receive_cloudevents(
    p_body text,
    p_is_batch boolean,
    p_context jsonb
)
returns table (status integer, body jsonb)
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_texts text[] := analytics.split_events(
        case when p_is_batch then p_body else '[' || p_body || ']' end, 'json'
    );
    v_events jsonb;
    v_refused jsonb;
begin
    if p_is_batch <> (p_body ~ '^\s*\[') then
        raise exception using
            errcode = 'ZA100',
            message = 'one CloudEvent is application/cloudevents+json, an array of them is '
                'application/cloudevents-batch+json';
    end if;
    perform analytics.check_batch_size(cardinality(v_texts));
    select
        coalesce(jsonb_agg(
            case
                when c.reasons is null then analytics.read_cloudevent(c.event)
                -- As it came, and as a text where jsonb cannot hold it.
                else coalesce(c.event, to_jsonb(c.raw_event))
            end
            order by c.ordinality
        ), '[]'),
        coalesce(
            jsonb_object_agg(c.ordinality - 1, c.reasons) filter (where c.reasons is not null), '{}'
        )
    into v_events, v_refused
    from (
        select
            e.*,
            case
                when e.event is null then jsonb_build_array(analytics.reason(
                    '', 'json', to_jsonb('JSON that jsonb can hold'::text),
                    to_jsonb(left(e.raw_event, 200))
                ))
                else analytics.check_cloudevent(e.event)
            end as reasons
        from (
            select t.raw_event, analytics.try_jsonb(t.raw_event) as event, t.ordinality
            from unnest(v_texts) with ordinality as t (raw_event, ordinality)
        ) as e
    ) as c;
    return query
    select a.status, a.body
    from analytics.answer_ingest(analytics.store_events(
        v_events, p_context, analytics.writable_vendor_ids(), p_unreadable => v_refused
    )) as a;
end;
$$;

comment on function analytics_api.receive_cloudevents(text, boolean, jsonb) is
'Take in one CloudEvent 1.0 in structured mode, or a batch of them; status and body as
receive_events. Pointers of reasons lead into the event that it becomes, except for what makes it no
CloudEvent. Raises ZA100 (malformed), ZA102 (too many), ZA401 (claims).';
revoke all on function analytics_api.receive_cloudevents(text, boolean, jsonb) from public;
grant execute on function analytics_api.receive_cloudevents(text, boolean, jsonb)
to analytics_api_user;
