create or replace function analytics.has_plain_totals(p_plan jsonb, p_item jsonb)
returns boolean
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return jsonb_array_length(p_plan -> 'vendors') = 1
        and jsonb_array_length(p_item -> 'legs') = 1
        and p_item #>> '{legs,0,from}' in ('view', 'hourly')
        and p_item ->> 'operation' is null
        and p_item ->> 'calc' in ('sum', 'count', 'average')
        and p_plan -> 'fields' = '[]'
        and p_plan -> 'calendar' = '[]'
        and jsonb_typeof(p_plan -> 'filter') is distinct from 'object'
        and p_plan ->> 'top' is null;
end;
$$;

comment on function analytics.has_plain_totals(jsonb, jsonb) is
'Whether an item is what most tiles of a dashboard are: totals of one vendor, by time or not, of one
metric whose rollups add up. Those are read by analytics.read_plain_totals.';
revoke all on function analytics.has_plain_totals(jsonb, jsonb) from public;
grant execute on function analytics.has_plain_totals(jsonb, jsonb) to analytics_definer;
