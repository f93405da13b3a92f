begin;
select plan(7);

create temp table s as select '{
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 4},
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "day": {"type": "string", "format": "date"},
        "guests": {"type": "integer", "minimum": 0, "maximum": 100},
        "amount": {"type": ["number", "string"], "pattern": "^[0-9]+$", "minimum": 0},
        "isNew": {"type": "boolean"},
        "address": {"type": "string", "format": "email"},
        "tags": {"type": "array", "maxItems": 1}
    },
    "required": ["name"],
    "additionalProperties": false
}'::jsonb as data_schema;

-- Each value alone beside the name that is required, and what is no such object at all.
create temp table candidate as
select jsonb_build_object('name', 'Ada') || jsonb_build_object(p.key, v.value) as data
from s
cross join lateral jsonb_object_keys(s.data_schema -> 'properties') as p (key)
cross join (values
    ('null'::jsonb), ('true'), ('""'), ('"a"'), ('"abcd"'), ('"abcde"'), ('"ÄÖÜß"'), ('"EUR"'),
    ('"eur"'), ('"2027-05-01"'), ('"2027-05-28"'), ('"2027-05-31"'), ('"2027-02-29"'),
    ('"2027-13-01"'), ('"2027-00-10"'), ('"2027-10-00"'), ('"0000-01-01"'),
    ('"-027-10-01"'), ('"2027-02-30"'), ('"2027-5-01"'),
    ('"２０２７-05-01"'), ('"2027/05/01"'), ('-1'), ('0'), ('1'), ('1.0'), ('1.5'), ('100'), ('101'),
    ('1e3'), ('"12"'), ('"-12"'), ('"a@b.org"'), ('[]'), ('[1]'), ('[1, 2]'), ('{}')
) as v (value)
union all
select d::jsonb
from unnest(array[
    '{}', '{"name": "Ada"}', '{"name": "Ada", "more": 1}', '{"code": "EUR"}', '[]', '["name"]',
    '"name"', '1', 'null', 'true'
]) as d;

create function pg_temp.judged(out data jsonb, out is_quick boolean, out is_valid boolean)
returns setof record
language plpgsql
as $$
begin
    return query execute format(
        'select c.data, coalesce(%s, false), %s from candidate as c',
        (
            select analytics.compile_shortcut(
                s.data_schema, 'c.data', s.data_schema || '{"$assertsFormat": true}'
            )
            from s
        ),
        (
            select (analytics.compile_schema(
                s.data_schema, 'c.data', '''''::text',
                s.data_schema || '{"$assertsFormat": true}'
            )).condition
            from s
        )
    );
end;
$$;

select is_empty(
    $$ select j.data from pg_temp.judged() as j where j.is_quick and not j.is_valid $$,
    'what the shortcut lets pass the schema accepts'
);
select is_empty(
    $$
    select j.data from pg_temp.judged() as j
    where j.is_valid and not j.is_quick
        -- Bytes for characters are left to the whole condition.
        and j.data ->> 'name' is distinct from 'ÄÖÜß'
    $$,
    'and it lets pass nearly all that the schema accepts'
);
select is(
    (select count(*) from pg_temp.judged() as j where j.is_quick), 27::bigint,
    'which are these'
);
select is(
    analytics.compile_shortcut('{"type": "object", "properties": {"a": {}}}', 'd', '{}'), null,
    'there is none where further properties are allowed'
);
select is(
    analytics.compile_shortcut(
        (select s.data_schema || '{"minProperties": 2}' from s), 'd', '{}'
    ), null, 'nor where the schema says more'
);
select is(
    analytics.compile_plain_property('{"type": "string", "enum": ["a"]}', 'd', 'a'), null,
    'nor for a property that is more than a plain type'
);
select is(
    analytics.compile_plain_property('{"type": "string", "minLength": 2}', 'd', 'a'), null,
    'bytes do not tell whether two characters are there'
);

select * from finish();
rollback;
