create or replace function analytics.verify_item(p_now timestamptz, p_item text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_difference_count bigint;
    v_first jsonb;
begin
    select count(*), (array_agg(to_jsonb(d)))[1]
    into v_difference_count, v_first
    from analytics.find_rollup_differences(p_item::uuid) as d;
    if v_difference_count > 0 then
        raise exception using
            errcode = 'ZA902',
            message = format('%s rollups differ from a recount', v_difference_count),
            detail = v_first::text,
            hint = format('select analytics_api.rebuild_rollups(%L)', p_item);
    end if;
end;
$$;

comment on function analytics.verify_item(timestamptz, text) is
'One item of the job verify_rollups: compare the rollups of the vendor p_item with a recount. A
difference raises ZA902, which fails the job and so shows in its history and status.';
revoke all on function analytics.verify_item(timestamptz, text) from public;
