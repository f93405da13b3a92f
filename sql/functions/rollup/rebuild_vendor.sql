create or replace function analytics.rebuild_vendor(p_vendor_id uuid)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_aggregate_count bigint;
    v_booking_event_count bigint;
begin
    if not analytics.lock_fold(p_vendor_id, p_wait => true) then
        raise exception using
            errcode = 'ZA201',
            message = 'there is no such vendor',
            detail = format('vendor_id=%s', p_vendor_id),
            column = 'vendorId';
    end if;
    -- What lies in detached partitions can only be folded, not recounted.
    perform analytics.fold_deltas(p_vendor_id);
    v_aggregate_count := analytics.rebuild_aggregates(p_vendor_id);
    perform analytics.rebuild_metrics(p_vendor_id);
    v_booking_event_count := analytics.rebuild_bookings(p_vendor_id);
    update analytics.fold_state as s
    set
        version = nextval('analytics.fold_version_seq'),
        folded_at = clock_timestamp(),
        rebuild_requested_at = null
    where s.vendor_id = p_vendor_id;
    return jsonb_build_object(
        'vendorId', p_vendor_id,
        'aggregates', v_aggregate_count,
        'bookingEvents', v_booking_event_count
    );
end;
$$;

comment on function analytics.rebuild_vendor(uuid) is
'Recount aggregates, metrics and booking facts of a vendor from its events; returns the numbers.
Readers see the old until it commits, writers go on meanwhile. Raises ZA201.';
revoke all on function analytics.rebuild_vendor(uuid) from public;
grant execute on function analytics.rebuild_vendor(uuid)
to analytics_definer;
