begin;
\ir ../setup.psql
select plan(7);

select is(
    analytics.decode_cursor(analytics.encode_cursor(c.position), '{boolean,string,uuid}'),
    c.position, format('%s comes back as it was', c.position)
)
from (values
    ('[true, "Ärger & más", "00000000-0000-4000-8000-000000000001"]'::jsonb),
    ('[false, "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000001"]')
) as c (position);
select is(analytics.decode_cursor(null, '{string}'), null, 'no cursor is no position');
select throws_ok(
    format('select analytics.decode_cursor(%L, %L)', c.text, '{string}'), 'ZA156', null, c.why
)
from (values
    ('&', 'what is not base64 is no cursor'),
    (translate(encode('\xff00', 'base64'), '+/=', '-_'), 'nor what is not text'),
    (analytics.encode_cursor('["a", "b"]'), 'nor one of a longer list'),
    (analytics.encode_cursor('[1]'), 'nor one of other types')
) as c (text, why);

select finish();
rollback;
