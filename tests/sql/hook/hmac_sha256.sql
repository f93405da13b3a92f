begin;
select plan(7);

-- Test cases 1, 2, 3 and 6 of RFC 4231.
select is(
    encode(analytics.hmac_sha256(decode(repeat('0b', 20), 'hex'), 'Hi There'), 'hex'),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7', 'a short key'
);
select is(
    encode(analytics.hmac_sha256('Jefe', 'what do ya want for nothing?'), 'hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'a key of letters'
);
select is(
    encode(
        analytics.hmac_sha256(
            decode(repeat('aa', 20), 'hex'), decode(repeat('dd', 50), 'hex')
        ), 'hex'
    ),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe', 'bytes that are no text'
);
select is(
    encode(
        analytics.hmac_sha256(
            decode(repeat('aa', 131), 'hex'),
            'Test Using Larger Than Block-Size Key - Hash Key First'
        ), 'hex'
    ),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54', 'a key above a block'
);
select ok(analytics.is_same_secret('a-secret', 'a-secret'), 'equal secrets are equal');
select ok(not analytics.is_same_secret('a-secret', 'a-secreT'), 'others are not');
select is(analytics.is_same_secret('a-secret', null), null, 'nothing equals nothing');

select finish();
rollback;
