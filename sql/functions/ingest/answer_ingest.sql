create or replace function analytics.answer_ingest(p_result jsonb)
returns table (status integer, body jsonb)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select
        s.status,
        case
            when s.status = 422 then p_result || jsonb_build_object(
                'type', '/problems/events-rejected',
                'title', 'No event was accepted',
                'status', 422,
                'code', 'events_rejected',
                'detail', format('All %s events were rejected and kept.', s.received_count),
                'errors', analytics.list_rejection_errors(p_result)
            )
            else p_result
        end
    from (
        select
            c.received_count,
            case
                when c.rejected_count = 0 then 200
                when c.rejected_count < c.received_count then 207
                else 422
            end as status
        from (
            select
                (p_result #>> '{counts,received}')::integer as received_count,
                (p_result #>> '{counts,rejected}')::integer as rejected_count
        ) as c
    ) as s
$$;

comment on function analytics.answer_ingest(jsonb) is
'HTTP status and body for the result of an ingest.';
revoke all on function analytics.answer_ingest(jsonb) from public;
grant execute on function analytics.answer_ingest(jsonb) to analytics_definer;
