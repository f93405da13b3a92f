create or replace function analytics.cut_raw_bytes(p_bytes bytea)
returns table (kept bytea, bytes_count integer, sha256 text, is_truncated boolean)
language sql
stable
security invoker
set search_path = ''
as $$
    select
        case when c.is_larger then substr(p_bytes, 1, s.reject_sample_bytes) else p_bytes end,
        octet_length(p_bytes), encode(sha256(p_bytes), 'hex'), c.is_larger
    from analytics.settings as s
    cross join lateral (values (octet_length(p_bytes) > s.reject_bytes_max)) as c (is_larger)
$$;

comment on function analytics.cut_raw_bytes(bytea) is
'What is kept of something refused: the whole up to settings.reject_bytes_max, else its beginning;
with its size and checksum.';
revoke all on function analytics.cut_raw_bytes(bytea) from public;
