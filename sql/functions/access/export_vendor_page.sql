create or replace function analytics_api.export_vendor_page(
    p_vendor_id uuid,
    p_position jsonb default null,
    p_contents text[] default null,
    p_line_limit integer default 1000
)
returns table (lines text, next_position jsonb)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
    c_contents constant text[] :=
        '{settings,events,facts,rejects,metrics,corrections,models,recommendations}'::text[];
    v_vendor_id uuid := analytics.require_vendor(to_jsonb(p_vendor_id), p_as_owner => true);
    v_contents text[] := coalesce(p_contents, c_contents);
    v_index integer := coalesce((p_position ->> 'index')::integer, 1);
    v_counts jsonb := coalesce(p_position -> 'counts', '{}');
    v_line_count integer;
    v_lines text;
    v_last jsonb;
begin
    if not v_contents <@ c_contents or v_contents = '{}' or p_line_limit not between 1 and 10000
    then
        raise exception using
            errcode = 'ZA179',
            message = format('an export holds %s', array_to_string(c_contents, ', ')),
            hint = 'leave contents out for all of it; a page has 1 to 10000 lines',
            column = 'contents';
    end if;
    select count(*), string_agg(s.line::text, e'\n' order by s.place) || e'\n',
        (array_agg(s.key order by s.place desc))[1]
    into v_line_count, v_lines, v_last
    from analytics.export_section(
        v_contents[v_index], v_vendor_id, p_position -> 'after', p_line_limit
    ) with ordinality as s (line, key, place);
    v_counts := v_counts || jsonb_build_object(
        v_contents[v_index],
        coalesce((v_counts ->> v_contents[v_index])::bigint, 0) + v_line_count
    );
    if v_line_count = p_line_limit then
        next_position := jsonb_build_object('index', v_index, 'after', v_last, 'counts', v_counts);
    elsif v_index < cardinality(v_contents) then
        next_position := jsonb_build_object('index', v_index + 1, 'counts', v_counts);
    end if;
    lines := concat(
        case when p_position is null then
            analytics.compose_export_header(v_vendor_id, v_contents)::text || e'\n' end,
        v_lines,
        case when next_position is null then jsonb_build_object(
            'record', 'trailer', 'isComplete', true, 'counts', v_counts
        )::text || e'\n' end
    );
    return next;
end;
$$;

comment on function analytics_api.export_vendor_page(uuid, jsonb, text[], integer) is
'A page of the export of all that is kept of a vendor, as lines of JSON, and the position of the
next page, null after the last. Called from null on in one transaction of isolation repeatable read,
the pages are of one moment. The first line is a header, the last a trailer with the number of lines
of each section: a file without it is not whole. p_contents chooses among settings, events, facts,
rejects, metrics, corrections, models and recommendations. Events are lines as POST
/api/analytics/events takes them, all others have a member record. For owners of the vendor. Raises
ZA127, ZA179, ZA201, ZA403.';
revoke all on function analytics_api.export_vendor_page(uuid, jsonb, text[], integer) from public;
grant execute on function analytics_api.export_vendor_page(uuid, jsonb, text[], integer)
to analytics_api_user;
