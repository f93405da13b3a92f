create or replace function analytics.describe_event_types()
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return (
        with field as (
            select
                t.event_type, t.schema_version, p.key, p.value,
                t.data_schema -> 'required' ? p.key as is_required
            from analytics.event_types as t
            cross join lateral jsonb_each(t.data_schema -> 'properties') as p
        ), page as (
            select
                t.kind, t.event_type, t.schema_version,
                format(
                    e'### `%s`\n\n%s Priority %s, version %s.\n\n'
                    '| field | type | |\n| --- | --- | --- |\n%s\n\n```json\n%s\n```\n',
                    t.event_type, t.description, t.priority, t.schema_version,
                    (
                        select string_agg(format(
                            '| `%s`%s | %s | %s |', f.key,
                            case when f.is_required then ' *' else '' end,
                            analytics.describe_field_type(f.value),
                            replace(coalesce(f.value ->> 'description', ''), '|', '\|')
                        ), e'\n' order by not f.is_required, f.key)
                        from field as f
                        where f.event_type = t.event_type and f.schema_version = t.schema_version
                    ),
                    t.example
                ) as section
            from analytics.event_types as t
        )
        select string_agg(k.chapter, e'\n' order by k.kind)
        from (
            select
                p.kind,
                format(e'## %s\n\n', p.kind)
                || string_agg(p.section, e'\n' order by p.event_type, p.schema_version) as chapter
            from page as p
            group by p.kind
        ) as k
    );
end;
$$;

comment on function analytics.describe_event_types() is
'The registered types of events as Markdown: a chapter for each kind, a table of fields for each
type (* required).';
revoke all on function analytics.describe_event_types() from public;
