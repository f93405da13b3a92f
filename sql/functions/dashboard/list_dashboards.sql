create or replace function analytics_api.list_dashboards(p_request jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    v_request jsonb := analytics.drop_null_members(p_request, '{vendorId,limit,cursor}');
    -- First of all: whether the vendor is the caller's does not hang on there being a dashboard.
    v_vendors jsonb := analytics.resolve_vendors(coalesce(v_request -> 'vendorId', '"all"'));
    v_limit integer := coalesce(
        analytics.try_integer(coalesce(v_request ->> 'limit', '100')), 0
    );
    v_after jsonb := analytics.decode_cursor(
        v_request ->> 'cursor', '{boolean,boolean,string,uuid}'
    );
begin
    perform analytics.raise_request_problems(jsonb_build_array(
        analytics.check_members(v_request, '{vendorId,limit,cursor}', ''),
        case when v_limit not between 1 and 500 then analytics.request_problem(
            'ZA110', '/limit', 'limit is a whole number from 1 to 500'
        ) end
    ));
    return (
        with visible as (
            select d::public.analytics_dashboards as item, d.user_id is distinct from u.id
                as is_others, not d.is_default as is_plain, d.dashboard_name, d.id
            from (select analytics.current_user_id() as id) as u
            inner join public.analytics_dashboards as d on d.vendor_id in (
                select (v ->> 'vendorId')::uuid
                from jsonb_array_elements(v_vendors) as v
            )
            where d.user_id = u.id or d.shared_with && array['*', u.id::text]
                or analytics.is_platform_admin()
        ), page as (
            -- One more than asked for tells whether there is a next page.
            select v.*, row_number() over w as place
            from visible as v
            where v_after is null
                or (v.is_others, v.is_plain, v.dashboard_name, v.id) > (
                    (v_after ->> 0)::boolean, (v_after ->> 1)::boolean, v_after ->> 2,
                    (v_after ->> 3)::uuid
                )
            window w as (order by v.is_others, v.is_plain, v.dashboard_name, v.id)
            order by place
            limit v_limit + 1
        )
        select jsonb_build_object(
            'dashboards', coalesce(jsonb_agg(
                analytics.describe_dashboard(p.item) - 'dashboardConfig' order by p.place
            ) filter (where p.place <= v_limit), '[]'),
            'nextCursor', case when count(*) > v_limit then (
                select analytics.encode_cursor(jsonb_build_array(
                    l.is_others, l.is_plain, l.dashboard_name, l.id
                ))
                from page as l
                where l.place = v_limit
            ) end
        )
        from page as p
    );
end;
$$;

comment on function analytics_api.list_dashboards(jsonb) is
'{"dashboards", "nextCursor"}: those of the caller, its default first, and those shared with it,
without their configuration. The request {vendorId, limit, cursor} names a vendor and a page, of 100
where it does not say. Raises ZA110, ZA111, ZA156 (the cursor), ZA201 (no such vendor, or not
yours).';
revoke all on function analytics_api.list_dashboards(jsonb) from public;
grant execute on function analytics_api.list_dashboards(jsonb) to analytics_api_user;
