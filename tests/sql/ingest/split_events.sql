begin;
select plan(6);

select is(
    analytics.split_events('[{"a": 1}, {"b": "\u0000\\u0000"}]', 'json'),
    array['{"a": 1}', '{"b": "\u0000\\u0000"}'], 'elements come as they are written'
);
select is(
    analytics.split_events('{"data": [{"b": "\u0000"}, 1e200000]}', 'json'),
    array['{"b": "\u0000"}', '1e200000'], 'so do those of an envelope'
);
select is(
    analytics.split_events('{"b": "\u0000"}', 'json'), array['{"b": "\u0000"}'], 'one object is one'
);
select is(
    analytics.split_events(e'{}\n\n \t\r\n[]', 'ndjson'), array['{}', '[]'],
    'lines that are blank are none'
);
select throws_ok(
    $$ select analytics.split_events('{', 'json') $$, 'ZA100', null, 'what is no JSON is refused'
);
select is(
    analytics.hide_nul('\u0000\u0000\\u0000\\\u0000', '.'), '..\\u0000\\.',
    'only escapes of U+0000 are hidden, not escaped backslashes before u0000'
);

select finish();
rollback;
