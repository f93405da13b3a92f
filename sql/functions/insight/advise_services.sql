create or replace function analytics.advise_services(p_vendor_id uuid, p_today date)
returns setof analytics.recommendation_draft
language sql
stable
security invoker
set search_path = ''
as $$
    with style as materialized (
        select
            c.dimension_value as name, c.inquiry_count as inquiries,
            least(c.booking_count, c.inquiry_count) as bookings,
            coalesce(p.inquiry_count, 0) as inquiries_before
        from analytics.count_outcomes(p_vendor_id, 'style', p_today - 365, p_today) as c
        left join analytics.count_outcomes(
            p_vendor_id, 'style', p_today - 730, p_today - 365
        ) as p on p.dimension_value = c.dimension_value
        where c.dimension_value <> '' and c.inquiry_count >= 20
    ), rest as (
        select
            s.name, s.inquiries, s.bookings, s.inquiries_before,
            sum(o.inquiries) as other_inquiries, sum(o.bookings) as other_bookings,
            sum(o.inquiries_before) as other_before, count(*) + 1 as style_count
        from style as s
        inner join style as o on o.name <> s.name
        group by s.name, s.inquiries, s.bookings, s.inquiries_before
    ), best as (
        select r.*, d.difference, d.low, d.high, g.difference as growth, g.low as growth_low,
            g.high as growth_high
        from rest as r
        cross join lateral (
            select analytics.normal_quantile(1 - 0.025 / r.style_count) as deviations
        ) as z
        cross join lateral analytics.newcombe_interval(
            r.other_bookings, r.other_inquiries, r.bookings, r.inquiries, z.deviations
        ) as d
        cross join lateral analytics.newcombe_interval(
            r.inquiries, r.inquiries + r.other_inquiries, r.inquiries_before,
            nullif(r.inquiries_before + r.other_before, 0), z.deviations
        ) as g
        where d.difference > 0 and g.difference > 0
        order by r.inquiries * d.difference desc, r.name
        limit 1
    )
    select
        'service_expansion', 'style:' || b.name,
        format('Offer more for %s weddings', b.name),
        format(
            '%s asked for %s in a year, %s %% of all inquiries and rising (%s %% a year before), '
            'but only %s %% of them book, of the others %s %%. Closing half of that gap is worth '
            'about %s bookings a year.',
            b.inquiries, b.name,
            round((100 * b.inquiries / (b.inquiries + b.other_inquiries))::numeric),
            round((
                100 * b.inquiries_before / (b.inquiries_before + b.other_before)
            )::numeric),
            round((100 * b.bookings / b.inquiries)::numeric),
            round((100 * b.other_bookings / b.other_inquiries)::numeric),
            round((0.5 * b.inquiries * b.difference)::numeric, 1)
        ),
        0.5 * b.inquiries * b.difference,
        -- A rise that may be none makes it an experiment too.
        case when b.growth_low > 0 then 0.5 * b.inquiries * b.low
            else least(0, 0.5 * b.inquiries * b.low) end,
        0.5 * b.inquiries * b.high,
        'bookings',
        format(
            'difference of two shares (Newcombe), at a level widened for %s styles', b.style_count
        ),
        array['half of the gap to the other styles is closed'],
        jsonb_build_object(
            'from', p_today - 365, 'until', p_today, 'style', b.name,
            'inquiries', b.inquiries, 'bookings', b.bookings,
            'otherInquiries', b.other_inquiries, 'otherBookings', b.other_bookings,
            'inquiriesBefore', b.inquiries_before,
            'shareGrowth', round(b.growth::numeric, 4),
            'shareGrowthInterval95', jsonb_build_object(
                'low', round(b.growth_low::numeric, 4), 'high', round(b.growth_high::numeric, 4)
            )
        ),
        jsonb_build_object('kind', 'conversion', 'dimension', 'style', 'value', b.name)
    from best as b
$$;

comment on function analytics.advise_services(uuid, date) is
'Advice on services: a style that more and more inquiries ask for, and fewer of these book than of
the others.';
revoke all on function analytics.advise_services(uuid, date) from public;
grant execute on function analytics.advise_services(uuid, date) to analytics_definer;
