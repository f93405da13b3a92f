create or replace function analytics.check_training_data(p_data jsonb)
returns jsonb
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
declare
    v_filter jsonb := p_data -> 'filter';
begin
    if jsonb_typeof(p_data) is distinct from 'object'
        or (p_data ? 'filter') = (p_data ? 'series')
    then
        return analytics.request_problem(
            'ZA180', '/trainingData', 'trainingData has a filter or a series'
        );
    elsif p_data ? 'series' then
        return jsonb_build_array(
            analytics.check_members(p_data, '{series,columns}', '/trainingData'),
            analytics.check_series(p_data -> 'series', '/trainingData/series'),
            case when p_data ? 'columns' then analytics.check_columns(p_data) end
        );
    elsif jsonb_typeof(v_filter) <> 'object' then
        return analytics.request_problem(
            'ZA180', '/trainingData/filter', 'a filter is an object {from, to, market}'
        );
    end if;
    return jsonb_build_array(
        analytics.check_members(p_data, '{filter}', '/trainingData'),
        analytics.check_members(v_filter, '{from,to,market}', '/trainingData/filter'),
        (
            select jsonb_agg(analytics.request_problem(
                'ZA180', '/trainingData/filter/' || k.key, k.key || ' is a month such as "2026-03"'
            ))
            from jsonb_each(v_filter) as k
            where k.key in ('from', 'to')
                and (jsonb_typeof(k.value) <> 'string'
                    or k.value #>> '{}' !~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$')
        ),
        case when v_filter ->> 'from' > v_filter ->> 'to' then analytics.request_problem(
            'ZA180', '/trainingData/filter/to', 'to is not before from'
        ) end,
        case when v_filter ? 'market'
            and coalesce(v_filter ->> 'market', '') not in ('all', 'same_type', 'own')
            then analytics.request_problem(
                'ZA180', '/trainingData/filter/market', 'market is all, same_type or own',
                analytics.nearest_names(v_filter ->> 'market', '{all,same_type,own}')
            ) end
    );
end;
$$;

comment on function analytics.check_training_data(jsonb) is
'Problems (ZA180, ZA181, ZA184) of what a model is to be trained on: a filter of the vendor''s
months and of the market beside it, or a series that was sent.';
revoke all on function analytics.check_training_data(jsonb) from public;
grant execute on function analytics.check_training_data(jsonb) to analytics_definer;
