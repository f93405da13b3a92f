create or replace function analytics.judge_batch(p_events jsonb, p_is_singly boolean)
returns jsonb
language sql
volatile
security invoker
set search_path = ''
as $$
    with judged as materialized (
        select j.index, j.reasons
        from analytics.judge_events(
            p_events, '{"door": "import"}', null, clock_timestamp(), p_is_singly
        ) as j
    ), reason as (
        select
            r.value ->> 'pointer' as pointer, r.value ->> 'keyword' as keyword,
            min(r.value ->> 'expected') as expected,
            left(min((r.value -> 'got')::text), 200) as got, count(distinct j.index) as events
        from judged as j
        cross join lateral jsonb_array_elements(j.reasons) as r
        group by 1, 2
    )
    select jsonb_build_object(
        'received', (select count(*) from judged),
        'rejected', (select count(*) from judged as j where j.reasons is not null),
        'reasons', coalesce((select jsonb_agg(to_jsonb(r)) from reason as r), '[]')
    )
$$;

comment on function analytics.judge_batch(jsonb, boolean) is
'How many events of an array would be rejected, and why: {received, rejected, reasons: [{pointer,
keyword, expected, got, events}]}. Unless p_is_singly, one value that does not fit its type raises a
data exception.';
revoke all on function analytics.judge_batch(jsonb, boolean) from public;
