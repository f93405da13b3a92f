create or replace function analytics.check_event_type(p_event_type jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    c_kinds constant text[] := array[
        'user_interaction', 'booking_event', 'financial_transaction', 'communication_event',
        'system_metric'
    ];
    c_priorities constant text[] := array['low', 'normal', 'high', 'critical'];
begin
    if jsonb_typeof(p_event_type) is distinct from 'object' then
        return analytics.request_problem('ZA150', '', 'a type of event is a JSON object');
    end if;
    return (
        select jsonb_agg(p.problem)
        from (
            select analytics.request_problem('ZA150', r.pointer, r.detail, r.nearest) as problem
            from (values
                ('/type', coalesce(p_event_type ->> 'type', '')
                    !~ '^(?=.{1,100}$)[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$',
                    'a type is called thing.happened, in lower case', '[]'::jsonb),
                ('/kind', coalesce(p_event_type ->> 'kind', '') <> all(c_kinds),
                    'kind is one of five', to_jsonb(c_kinds)),
                ('/priority', coalesce(p_event_type ->> 'priority', 'normal') <> all(c_priorities),
                    'priority is one of four', to_jsonb(c_priorities)),
                ('/description', coalesce(p_event_type ->> 'description', '') = '',
                    'a description is due', '[]'),
                ('/schema', jsonb_typeof(p_event_type -> 'schema') is distinct from 'object',
                    'a JSON Schema is due', '[]'),
                ('/example', jsonb_typeof(p_event_type -> 'example') is distinct from 'object',
                    'an example of the data is due', '[]')
            ) as r (pointer, is_wrong, detail, nearest)
            where r.is_wrong
            union all
            select analytics.check_members(
                p_event_type,
                '{type,kind,priority,description,schema,example,allowBreaking}', ''
            )
        ) as p
    );
end;
$$;

comment on function analytics.check_event_type(jsonb) is
'Problems (ZA111, ZA150) of a type of event that is to be registered; null where there is none.';
revoke all on function analytics.check_event_type(jsonb) from public;
grant execute on function analytics.check_event_type(jsonb) to analytics_definer;
