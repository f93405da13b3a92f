create or replace function analytics.select_replays(p_request jsonb, p_mends jsonb)
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_named uuid[] := array(
        select analytics.try_uuid(i)
        from jsonb_array_elements_text(coalesce(p_request -> 'ids', '[]')) as i
        union
        select k::uuid from jsonb_object_keys(p_mends) as k
    );
    v_known uuid[];
    v_filter jsonb := p_request - 'ids' - 'mends' - 'merge';
begin
    if p_request ?| array['ids', 'mends'] then
        if v_filter <> '{}' or cardinality(v_named) not between 1 and 500
            or array_position(v_named, null) is not null
        then
            perform analytics.refuse_reject_request(
                'ids', '1 to 500 UUIDs name the rejects, or a filter narrows them down: not both'
            );
        end if;
        v_known := array(
            select r.id from public.analytics_rejected_events as r
            where r.id = any(v_named)
            order by r.received_at desc, r.id desc
        );
        if cardinality(v_known) < cardinality(v_named) then
            raise exception using
                errcode = 'ZA211',
                message = 'one of these rejected events does not exist, or is not yours',
                hint = 'nothing was replayed; GET /api/analytics/rejected-events lists them',
                column = 'ids';
        end if;
        return v_known;
    end if;
    return array(
        select f.id from analytics.find_rejects(
            v_filter || '{"state": "open"}', coalesce((v_filter ->> 'limit')::integer, 100)
        ) as f
        order by f.received_at desc, f.id desc
    );
end;
$$;

comment on function analytics.select_replays(jsonb, jsonb) is
'The rejects that a replay means, those of the caller''s vendors: by name, which must all be there,
or by filter. Raises ZA156, ZA170, ZA211.';
revoke all on function analytics.select_replays(jsonb, jsonb) from public;
grant execute on function analytics.select_replays(jsonb, jsonb) to analytics_definer;
