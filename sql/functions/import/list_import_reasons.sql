create or replace function analytics.list_import_reasons(
    p_import_id uuid,
    p_limit integer default 10
)
returns table (pointer text, keyword text, expected text, got text, event_count bigint)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        r.value ->> 'pointer', r.value ->> 'keyword', min(r.value ->> 'expected'),
        left(min((r.value -> 'got')::text), 200), count(distinct e.id)
    from public.analytics_rejected_events as e
    cross join lateral jsonb_array_elements(e.reasons) as r
    where e.door = 'import' and e.state = 'open' and e.context ->> 'importId' = p_import_id::text
    group by 1, 2
    order by 5 desc, 1, 2
    limit p_limit
$$;

comment on function analytics.list_import_reasons(uuid, integer) is
'Why events of an import were rejected, the most frequent reason first, each with an example of what
came.';
revoke all on function analytics.list_import_reasons(uuid, integer) from public;
