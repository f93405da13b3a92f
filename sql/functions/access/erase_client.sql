create or replace function analytics_api.erase_client(
    p_vendor_id uuid,
    p_client_id text,
    p_mode text default 'anonymize',
    p_identifiers text[] default '{}',
    p_context jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_vendor_id uuid := analytics.require_vendor(to_jsonb(p_vendor_id), p_as_owner => true);
    v_problem text := case
        when coalesce(btrim(p_client_id), '') = '' or length(p_client_id) > 200
            then 'clientId'
        when coalesce(p_mode, '') not in ('anonymize', 'delete') then 'mode'
        when exists (
            select from unnest(p_identifiers) as i where coalesce(length(btrim(i)), 0) < 4
        ) then 'identifiers'
    end;
begin
    if v_problem is not null then
        raise exception using
            errcode = 'ZA178',
            message = format('the erasure has no usable %s', v_problem),
            detail = jsonb_build_array(jsonb_build_object(
                'pointer', '/' || v_problem,
                'detail', 'clientId has 1 to 200 characters, mode is anonymize or delete, '
                'identifiers have at least 4 characters'
            ))::text,
            column = v_problem;
    end if;
    return analytics.erase_client_data(
        v_vendor_id, p_client_id, p_mode, p_identifiers, p_context
    );
end;
$$;

comment on function analytics_api.erase_client(uuid, text, text, text[], jsonb) is
'Erase a client of a vendor everywhere, in one transaction: events, rejects, booking history and
facts, corrections, and any other table. Mode anonymize puts a pseudonym in place of the client and
drops what identifies, so that every number stays; mode delete takes the events and bookings away,
and numbers with them. p_identifiers are further e-mail addresses, names or numbers to look for.
Returns the proof, which is kept in analytics.erasures. For owners of the vendor. Raises ZA127,
ZA178 (the request), ZA201, ZA325 (the client is still named; nothing was erased), ZA403.';
revoke all on function analytics_api.erase_client(uuid, text, text, text[], jsonb) from public;
grant execute on function analytics_api.erase_client(uuid, text, text, text[], jsonb)
to analytics_api_user;
