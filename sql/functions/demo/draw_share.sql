create or replace function analytics.draw_share(p_key text)
returns double precision
language sql
immutable
strict
parallel safe
security invoker
as $$
    select ('x' || pg_catalog.left(pg_catalog.md5(p_key), 12))::bit(48)::bigint
        / 281474976710656.0::double precision
$$;

comment on function analytics.draw_share(text) is
'A number from 0 up to, but not including, 1 that looks drawn by chance and is always the same for
the same key. Inlined.';
revoke all on function analytics.draw_share(text) from public;
