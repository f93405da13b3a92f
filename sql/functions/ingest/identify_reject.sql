create or replace function analytics.identify_reject(
    p_event jsonb,
    p_reject public.analytics_rejected_events
)
returns jsonb
language sql
immutable
security invoker
set search_path = ''
as $$
    select case
        when jsonb_typeof(p_event) <> 'object' or coalesce(p_event -> 'id', 'null') <> 'null'
            then p_event
        when coalesce(p_event -> 'timestamp', 'null') <> 'null' or p_reject.context ? 'timestamp'
            then p_event || jsonb_build_object('id', p_reject.id)
        else p_event || jsonb_build_object(
            'id', p_reject.id,
            'timestamp',
            to_char(p_reject.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        )
    end
$$;

comment on function analytics.identify_reject(jsonb, public.analytics_rejected_events) is
'A refused event with the id and time that the server would have given it when it came: the id of
the reject, and when it was received.';
revoke all on function analytics.identify_reject(jsonb, public.analytics_rejected_events)
from public;
