create or replace function analytics.compile_plain_property(
    p_schema jsonb,
    p_object text,
    p_key text
)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select format(
        'case jsonb_typeof(%1$s -> %2$L) %3$s else %1$s -> %2$L is null end', p_object, p_key,
        string_agg(
            format(
                'when %L then %s', case t.name when 'integer' then 'number' else t.name end,
                coalesce(
                    nullif(concat_ws(' and ', c.length, c.pattern, c.format, c.whole, c.range), ''),
                    'true'
                )
            ),
            ' ' order by t.name desc
        )
    )
    from jsonb_array_elements_text(
        case jsonb_typeof(p_schema -> 'type')
            when 'array' then p_schema -> 'type' else jsonb_build_array(p_schema -> 'type')
        end
    ) as t (name)
    cross join lateral (select format('(%s ->> %L)', p_object, p_key) as value) as v
    cross join lateral (
        select
            coalesce((p_schema ->> 'minLength')::numeric, 0) as shortest,
            coalesce((p_schema ->> 'maxLength')::numeric, 9999999) as longest
    ) as b
    cross join lateral (
        select
            -- A text has at least as many bytes as characters. BETWEEN would look it up twice.
            case when t.name = 'string' and p_schema ?| '{minLength,maxLength}' then format(
                'abs(2 * octet_length%s - %s) <= %s', v.value, b.longest + b.shortest,
                b.longest - b.shortest
            ) end as length,
            case when t.name = 'string' and p_schema ? 'pattern' then analytics.compile_pattern(
                'pattern', p_schema -> 'pattern', v.value, ''
            ) end as pattern,
            -- Digits at their places, no zeros for a month or day, and then a day that there is:
            -- half of the time of a regular expression.
            case when t.name = 'string' and p_schema ? 'format' then format(
                'translate(%1$s, ''123456789'', ''000000000'') = ''0000-00-00'''
                ' and ''-'' || %1$s not like ''%%-00%%'' and %2$s @? %3$L', v.value, p_object,
                format('$.%s.datetime("YYYY-MM-DD")', to_json(p_key))
            ) end as format,
            case when t.name = 'integer' then format('%s::numeric %% 1 = 0', v.value) end as whole,
            case when t.name in ('number', 'integer') then nullif(concat_ws(
                ' and ',
                v.value || '::numeric >= ' || (p_schema ->> 'minimum'),
                v.value || '::numeric <= ' || (p_schema ->> 'maximum')
            ), '') end as range
    ) as c
    where p_schema - '{
            type,minLength,maxLength,pattern,format,minimum,maximum,title,description,default,
            examples,deprecated,$comment,x-unit
        }'::text[] = '{}'
        and coalesce(p_schema ->> 'format', 'date') = 'date'
        and coalesce(p_schema -> 'minLength', '0') <= '1'
    having bool_and(t.name in ('string', 'number', 'integer', 'boolean'))
        and count(*) = count(distinct replace(t.name, 'integer', 'number'))
$$;

comment on function analytics.compile_plain_property(jsonb, text, text) is
'SQL text of a condition that costs little, and that only values meet which the schema of a property
accepts, if perhaps not all of these. Null where the schema says more than a plain type, with its
length, range, pattern, or that it is a date.';
revoke all on function analytics.compile_plain_property(jsonb, text, text) from public;
