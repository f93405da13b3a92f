create or replace function analytics.pick_demo_channel(p_share double precision)
returns table (channel text, conversion_share numeric)
language sql
immutable
parallel safe
security invoker
rows 1
set search_path = ''
as $$
    select c.channel, c.conversion_share
    from (values
        ('instagram', 0.30, 0.18),
        ('google', 0.52, 0.24),
        ('directory', 0.70, 0.20),
        ('wedding_fair', 0.82, 0.30),
        ('referral', 1.00, 0.48)
    ) as c (channel, up_to_share, conversion_share)
    where c.up_to_share > p_share
    order by c.up_to_share
    limit 1
$$;

comment on function analytics.pick_demo_channel(double precision) is
'Where an inquiry comes from, and which share of the inquiries from there becomes a booking.';
revoke all on function analytics.pick_demo_channel(double precision) from public;
