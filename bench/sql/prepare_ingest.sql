create schema bench;

-- A few clients send what many do: they are counted, and never refused.
update analytics.rate_limits
set unit_count = 10000000, burst_count = 1000000;

-- The limit: the same columns, partitions and key, and nothing else.
create table bench.bare_events (like public.analytics_events including all)
partition by range ("timestamp");
create table bench.bare_events_p1 partition of bench.bare_events
for values from ('2026-05-01') to ('2026-06-01');
create table bench.bare_events_p2 partition of bench.bare_events
for values from ('2026-06-01') to ('2026-07-01');

select analytics_api.ensure_partitions('2026-05-01', '2026-06-30');
select analytics_api.register_vendors(array(
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
    from generate_series(0, 999) as n
));

create function bench.make_batch(p_size integer, p_number integer, p_vendor_count integer)
returns jsonb
language sql
volatile
as $$
    select jsonb_agg(jsonb_build_object(
        'id', gen_random_uuid(),
        'vendorId', '00000000-0000-4000-8000-' || lpad((n % p_vendor_count)::text, 12, '0'),
        'eventType', (array[
            'booking.confirmed', 'payment.received', 'page.viewed', 'inquiry.received',
            'message.sent'
        ])[1 + n % 5],
        'timestamp', to_char(
            timestamp '2026-05-01' + p_number * interval '3 hours' + n * interval '10 seconds',
            'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        ),
        'eventData', case n % 5
            when 0 then jsonb_build_object(
                'bookingId', format('b-%s-%s', p_number, n), 'weddingDate', '2027-05-01',
                'value', 1000 + n, 'style', (array['boho', 'classic'])[1 + n % 2],
                'channel', 'instagram'
            )
            when 1 then jsonb_build_object(
                'paymentId', format('p-%s', n), 'amount', 100 + n, 'currency', 'EUR',
                'method', 'card'
            )
            when 2 then jsonb_build_object('path', format('/p/%s', n), 'channel', 'google')
            when 3 then jsonb_build_object(
                'inquiryId', format('i-%s', n), 'channel', 'web', 'style', 'boho',
                'guestCount', 80
            )
            else jsonb_build_object(
                'direction', 'inbound', 'channel', 'email', 'clientId', format('c-%s', n)
            )
        end
    ) order by n)
    from generate_series(1, p_size) as n
$$;
