create or replace function analytics.current_caller(out vendor_id uuid, out caller text)
returns record
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_claims jsonb := analytics.current_claims();
    v_vendor_ids uuid[] := analytics.current_vendor_ids();
begin
    vendor_id := case
        when cardinality(v_vendor_ids) = 1 then v_vendor_ids[1]
        else '00000000-0000-0000-0000-000000000000'
    end;
    caller := coalesce(v_claims ->> 'sub', 'vendors:' || md5(v_vendor_ids::text));
end;
$$;

comment on function analytics.current_caller() is
'Who sends the request, to tell callers apart: the only vendor, or the nil UUID, and the subject of
the token or key; of a token without one, its vendors.';
revoke all on function analytics.current_caller() from public;
