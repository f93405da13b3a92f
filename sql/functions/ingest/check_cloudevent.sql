create or replace function analytics.check_cloudevent(p_event jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_agg(analytics.reason(c.pointer, c.keyword, to_jsonb(c.expected), c.got))
    from (values
        ('', 'type', 'object', p_event, jsonb_typeof(p_event) is distinct from 'object'),
        (
            '/specversion', 'const', '1.0', p_event -> 'specversion',
            p_event -> 'specversion' is distinct from '"1.0"'
        ),
        (
            '/id', 'minLength', 'a text that is not empty', p_event -> 'id',
            jsonb_typeof(p_event -> 'id') is distinct from 'string' or p_event ->> 'id' = ''
        ),
        (
            '/source', 'minLength', 'a URI reference that is not empty', p_event -> 'source',
            jsonb_typeof(p_event -> 'source') is distinct from 'string'
            or p_event ->> 'source' = ''
        ),
        (
            '/type', 'minLength', 'a registered event type', p_event -> 'type',
            jsonb_typeof(p_event -> 'type') is distinct from 'string' or p_event ->> 'type' = ''
        ),
        (
            '/data_base64', 'not', 'data as JSON', to_jsonb('binary'::text),
            p_event ? 'data_base64'
        ),
        (
            '/datacontenttype', 'pattern', 'application/json, or another +json',
            p_event -> 'datacontenttype',
            p_event ->> 'datacontenttype' !~* '^[a-z]+/([^; ]+[+])?json *(;.*)?$'
        )
    ) as c (pointer, keyword, expected, got, is_wrong)
    where c.is_wrong and (c.pointer = '' or jsonb_typeof(p_event) = 'object')
$$;

comment on function analytics.check_cloudevent(jsonb) is
'Why a JSON value is not a CloudEvent 1.0 with JSON data, as reasons; null if it is one.';
revoke all on function analytics.check_cloudevent(jsonb) from public;
grant execute on function analytics.check_cloudevent(jsonb) to analytics_definer;
