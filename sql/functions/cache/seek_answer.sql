create or replace function analytics.seek_answer(
    p_key analytics.answer_key,
    p_known text[],
    p_now timestamptz
)
returns analytics.answer_state
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_state analytics.answer_state;
    v_is_exact boolean;
    v_identity text;
    v_epoch bigint := floor(extract(epoch from p_now));
begin
    select r.is_exact, extract(epoch from r.ttl)::integer, r.is_warmed, r.is_compressed
    into v_is_exact, v_state.ttl_s, v_state.is_warmed, v_state.is_compressed
    from analytics.choose_cache_rule(p_key.names) as r;
    if not found then
        v_state.is_known := false;
        return v_state;
    end if;
    v_identity := left(encode(sha256(convert_to(
        concat_ws(e'\n', p_key.identity, p_key.vendor_ids, analytics.catalogue_version()), 'UTF8'
    )), 'hex'), 32);
    if v_is_exact then
        v_state.etag := concat(
            v_identity, '.', left(md5(analytics.data_version(p_key.vendor_ids)), 16)
        );
        v_state.is_known := v_state.etag = any(p_known);
        return v_state;
    end if;
    -- The time of the answer is in its tag, so its age is known whoever presents it.
    select k into v_state.etag
    from unnest(p_known) as k
    where k ~ ('^' || v_identity || '\.t[0-9]{1,12}$')
        and substr(k, 35)::bigint between v_epoch - v_state.ttl_s and v_epoch
    order by substr(k, 35)::bigint desc
    limit 1;
    v_state.is_known := v_state.etag is not null;
    v_state.etag := coalesce(v_state.etag, concat(v_identity, '.t', v_epoch));
    return v_state;
end;
$$;

comment on function analytics.seek_answer(analytics.answer_key, text[], timestamptz) is
'The entity tag of the right answer to a key at a moment, and whether it is among those known. By
its rule that is the answer made from the data as they are, or one that is not older than its ttl.';
revoke all on function analytics.seek_answer(analytics.answer_key, text[], timestamptz)
from public;
grant execute on function analytics.seek_answer(analytics.answer_key, text[], timestamptz)
to analytics_definer;
