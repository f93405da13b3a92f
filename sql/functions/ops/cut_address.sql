create or replace function analytics.cut_address(p_address inet)
returns inet
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
    select network(set_masklen(
        p_address, least(masklen(p_address), case family(p_address) when 4 then 24 else 48 end)
    ))
$$;

comment on function analytics.cut_address(inet) is
'The network of an address: /24 of IPv4, /48 of IPv6; what is wider stays as wide.';
revoke all on function analytics.cut_address(inet) from public;
