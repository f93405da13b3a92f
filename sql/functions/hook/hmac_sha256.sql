create or replace function analytics.hmac_sha256(p_key bytea, p_message bytea)
returns bytea
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
declare
    c_block_bytes constant integer := 64;
    v_inner bytea := case when length(p_key) > c_block_bytes then sha256(p_key) else p_key end;
    v_outer bytea;
begin
    v_inner := v_inner || decode(repeat('00', c_block_bytes - length(v_inner)), 'hex');
    v_outer := v_inner;
    for v_index in 0..c_block_bytes - 1 loop
        v_inner := set_byte(v_inner, v_index, get_byte(v_inner, v_index) # 54);
        v_outer := set_byte(v_outer, v_index, get_byte(v_outer, v_index) # 92);
    end loop;
    return sha256(v_outer || sha256(v_inner || p_message));
end;
$$;

comment on function analytics.hmac_sha256(bytea, bytea) is
'HMAC of RFC 2104 with SHA-256, without an extension: pgcrypto is not on every server.';
revoke all on function analytics.hmac_sha256(bytea, bytea) from public;
