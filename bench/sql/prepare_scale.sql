create schema bench;

-- A few callers ask for what many do: they are counted, and never refused.
update analytics.rate_limits
set unit_count = 10000000, burst_count = 1000000;

create table bench.batches (
    number integer not null,
    seconds double precision not null,
    stored integer not null,
    constraint batches_pkey primary key (number)
);

create function bench.vendor_id(p_number integer)
returns uuid
language sql
immutable
as $$
    select ('00000000-0000-4000-8000-' || lpad(p_number::text, 12, '0'))::uuid
$$;

-- A pass goes once through the days, in the order of time, over all vendors; each pass brings as
-- many events as the one before. A fifth of them are those of the first vendor.
create function bench.make_scale_batch(
    p_size integer,
    p_pass_size integer,
    p_number integer,
    p_vendor_count integer,
    p_first_on date,
    p_day_count integer
)
returns jsonb
language sql
volatile
as $$
    select jsonb_agg(jsonb_build_object(
        'id', gen_random_uuid(),
        'vendorId', bench.vendor_id(case when e.chance < 0.2 then 0
            else floor((e.chance - 0.2) / 0.8 * p_vendor_count)::integer end),
        'eventType', (array[
            'booking.confirmed', 'payment.received', 'page.viewed', 'inquiry.received',
            'message.sent'
        ])[1 + e.n % 5],
        'timestamp', to_char(e.happened_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'eventData', case e.n % 5
            when 0 then jsonb_build_object(
                'bookingId', format('b-%s', p_number::bigint * p_size + e.n),
                'weddingDate', (e.happened_at + interval '300 days')::date,
                'value', 1000 + e.n, 'style', (array['boho', 'classic'])[1 + e.n % 2],
                'channel', 'instagram'
            )
            when 1 then jsonb_build_object(
                'paymentId', format('p-%s', p_number::bigint * p_size + e.n),
                'amount', 100 + e.n, 'currency', 'EUR', 'method', 'card'
            )
            when 2 then jsonb_build_object('path', format('/p/%s', e.n), 'channel', 'google')
            when 3 then jsonb_build_object(
                'inquiryId', format('i-%s', e.n), 'channel', 'web', 'style', 'boho',
                'guestCount', 80
            )
            else jsonb_build_object(
                'direction', 'inbound', 'channel', 'email', 'clientId', format('c-%s', e.n % 100)
            )
        end
    ) order by e.n)
    from (
        select
            s.n, random() as chance,
            -- From 8 to 18 o'clock.
            p_first_on + make_interval(
                days => floor(p.place)::integer, secs => (8 + 10 * (p.place - floor(p.place))) * 3600
            ) as happened_at
        from generate_series(1, p_size) as s (n)
        cross join lateral (
            select (p_number::bigint * p_size + s.n - 1) % p_pass_size
                * p_day_count::double precision / p_pass_size as place
        ) as p
    ) as e
$$;

-- Only the time of ingest counts, not that of making the events.
create procedure bench.load_batches(
    p_from integer,
    p_to integer,
    p_size integer,
    p_pass_size integer,
    p_vendor_count integer,
    p_first_on date,
    p_day_count integer
)
language plpgsql
as $$
declare
    v_batch jsonb;
    v_result jsonb;
    v_started_at timestamptz;
begin
    for v_number in p_from .. p_to - 1 loop
        v_batch := bench.make_scale_batch(
            p_size, p_pass_size, v_number, p_vendor_count, p_first_on, p_day_count
        );
        v_started_at := clock_timestamp();
        v_result := analytics_api.ingest_events(v_batch);
        commit;
        insert into bench.batches (number, seconds, stored)
        values (
            v_number, extract(epoch from clock_timestamp() - v_started_at),
            (v_result #>> '{counts,stored}')::integer
        );
    end loop;
end;
$$;
