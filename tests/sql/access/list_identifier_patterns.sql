begin;
select plan(9);

create function pg_temp.scrub(p_identifier text, p_json jsonb)
returns jsonb
language sql
as $$
    select analytics.scrub_text(
        p_json::text, analytics.list_identifier_patterns(array[p_identifier]), 'gone'
    )::jsonb
    where p_json::text like any(analytics.list_identifier_needles(array[p_identifier]))
$$;

select is(
    pg_temp.scrub('cl-77', '{"a": "cl-77", "cl-77": ["x cl-77.", "cl-778", "xcl-77", "cl-77-1"]}'),
    '{"a": "gone", "gone": ["x gone.", "cl-778", "xcl-77", "cl-77-1"]}',
    'an id is found as a whole word, in keys and values'
);
select is(
    pg_temp.scrub('Anna@Example.org', '{"a": "ask anna@example.ORG", "b": "joanna@example.org"}'),
    '{"a": "ask gone@erased.invalid", "b": "joanna@example.org"}',
    'an address is found in whatever case, and stays an address'
);
select is(
    pg_temp.scrub('7', '{"clientId": "7", "amount": "7", "n": 7, "more": {"clientId": 7}}'),
    '{"clientId": "gone", "amount": "7", "n": 7, "more": {"clientId": "gone"}}',
    'a short number is only found as the id of a client'
);
select is(
    pg_temp.scrub('card', '{"clientId": "card", "method": "card"}'),
    '{"clientId": "gone", "method": "card"}', 'and so is a plain word'
);
select is(
    pg_temp.scrub('7', '{"raw": "{\"clientId\": \"7\", \"x\": \"7\"}"}'),
    '{"raw": "{\"clientId\": \"gone\", \"x\": \"7\"}"}', 'also in JSON within JSON'
);
select is(
    pg_temp.scrub('Anna "Ann" Smith', '{"a": "Anna \"Ann\" Smith!"}'), '{"a": "gone!"}',
    'a name may have quotation marks'
);
select is(
    pg_temp.scrub('50%_x (1)', '{"a": "50%_x (1)", "b": "50%ax (1)"}'),
    '{"a": "gone", "b": "50%ax (1)"}', 'and what has a meaning in patterns has none'
);
select is(
    pg_temp.scrub('+44 20 7946', '{"phone": "+44 20 7946"}'), '{"phone": "gone"}',
    'a number with spaces is found as it is written'
);
select is(
    analytics.drop_identifying_fields(
        '{"name": "A", "email": "a@b", "x": {"name": "B", "y": [{"email": "c@d"}, 1]}, "z": "k"}',
        '{name,email}', '{email}', 'gone'
    ),
    '{"email": "gone@erased.invalid", "x": {"name": "gone", "y": [{"email": "gone@erased.invalid"},
      1]}, "z": "k"}',
    'what names a person goes, unless it is required or lies deeper'
);

select finish();
rollback;
