create or replace function analytics.save_recommendations(
    p_vendor_id uuid,
    p_drafts analytics.recommendation_draft[],
    p_now timestamptz
)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
    with price as (
        select p.mean_value * p.booking_share as price, v.currency
        from analytics.vendor_profiles as v
        left join analytics.list_forecast_prices(
            p_vendor_id, (p_now at time zone v.time_zone)::date
        ) as p on p.currency = v.currency
        where v.vendor_id = p_vendor_id
    ), valued as materialized (
        select
            d.*, p.currency, k.effort_days,
            case d.effect_unit when 'revenue' then 1 else p.price end as worth
        from unnest(p_drafts) as d
        cross join lateral analytics.describe_recommendation_kind(d.kind) as k
        cross join price as p
    ), outdated as (
        delete from analytics.recommendations as r
        where r.vendor_id = p_vendor_id and r.state = 'proposed'
            and not exists (
                select from valued as v where v.kind = r.kind and v.subject = r.subject
            )
    )
    insert into analytics.recommendations as r (
        vendor_id, kind, subject, is_experiment, title, statement, effect, effect_low, effect_high,
        effect_unit, effect_value, effect_value_low, effect_value_high, currency, method,
        assumptions, evidence, measure, effort_days, priority, created_at, updated_at
    )
    select
        p_vendor_id, v.kind, v.subject, v.effect_low <= 0, v.title, v.statement,
        round(v.effect::numeric, 2), round(v.effect_low::numeric, 2),
        round(v.effect_high::numeric, 2), v.effect_unit,
        round((v.effect * v.worth)::numeric, 2), round((v.effect_low * v.worth)::numeric, 2),
        round((v.effect_high * v.worth)::numeric, 2), v.currency, v.method,
        to_jsonb(v.assumptions), v.evidence, v.measure, v.effort_days,
        -- Where no booking has a value, bookings are what is gained.
        round((
            v.effect * coalesce(v.worth, 1) / v.effort_days::float8
            * case when v.effect_low <= 0 then 0.25 else 1 end
        )::numeric, 2),
        p_now, p_now
    from valued as v
    -- What was dismissed is not brought up again for half a year. It is not updated after that.
    where not exists (
        select from analytics.recommendations as o
        where o.vendor_id = p_vendor_id and o.kind = v.kind and o.subject = v.subject
            and o.state = 'dismissed' and o.updated_at > p_now - interval '180 days'
    )
    order by v.kind, v.subject
    on conflict (vendor_id, kind, subject) where state in ('proposed', 'accepted')
    do update set
        is_experiment = excluded.is_experiment, title = excluded.title,
        statement = excluded.statement, effect = excluded.effect,
        effect_low = excluded.effect_low, effect_high = excluded.effect_high,
        effect_unit = excluded.effect_unit, effect_value = excluded.effect_value,
        effect_value_low = excluded.effect_value_low,
        effect_value_high = excluded.effect_value_high, currency = excluded.currency,
        method = excluded.method, assumptions = excluded.assumptions,
        evidence = excluded.evidence, measure = excluded.measure,
        effort_days = excluded.effort_days, priority = excluded.priority,
        updated_at = excluded.updated_at
    -- What was accepted stays as it was accepted.
    where r.state = 'proposed'
$$;

comment on function analytics.save_recommendations(
    uuid, analytics.recommendation_draft[], timestamptz
) is
'Value advice to a vendor and keep it: new advice is proposed, what is proposed is brought up to
date or, where the figures no longer say it, removed. Whoever calls it has checked the caller.';
revoke all on function analytics.save_recommendations(
    uuid, analytics.recommendation_draft[], timestamptz
) from public;
grant execute on function analytics.save_recommendations(
    uuid, analytics.recommendation_draft[], timestamptz
) to analytics_definer;
