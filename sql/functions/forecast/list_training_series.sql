create or replace function analytics.list_training_series(
    p_model analytics.forecast_models,
    p_now timestamptz
)
returns table (series_id text, start_on date, month_values float8[])
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    v_filter jsonb := p_model.training_data -> 'filter';
    v_market text := coalesce(v_filter ->> 'market', 'all');
    v_own analytics.vendor_settings;
    v_vendor_ids uuid[] := array[p_model.vendor_id];
begin
    if p_model.training_data ? 'series' then
        return query
        select p_model.vendor_id::text, m.start_on, m.month_values
        from analytics.read_model_series(p_model, p_now) as m;
        return;
    end if;
    select s.* into v_own
    from analytics.vendor_settings as s
    where s.vendor_id = p_model.vendor_id;
    -- Whoever gives nothing to the market takes nothing from it.
    if v_market <> 'own' and 'pooled_models' <> all (coalesce(v_own.opt_outs, '{}')) then
        v_vendor_ids := v_vendor_ids || array(
            select s.vendor_id
            from analytics.vendor_settings as s
            where s.vendor_id <> p_model.vendor_id and 'pooled_models' <> all (s.opt_outs)
                and (v_market = 'all' or s.vendor_type = v_own.vendor_type)
        );
    end if;
    return query
    select m.vendor_id::text, m.start_on, m.month_values
    from analytics.list_monthly_values(
        p_model.target, p_now, v_vendor_ids,
        case when cardinality(v_vendor_ids) = 1 then p_model.currency end,
        (v_filter ->> 'from' || '-01')::date, (v_filter ->> 'to' || '-01')::date
    ) as m
    where m.vendor_id <> p_model.vendor_id or p_model.currency is null
        or cardinality(v_vendor_ids) = 1
        or p_model.currency = (
            select p.currency from analytics.vendor_profiles as p
            where p.vendor_id = p_model.vendor_id
        )
    union all
    -- Of the vendor itself the currency of the model, where that is another than its usual one.
    select p_model.vendor_id::text, m.start_on, m.month_values
    from analytics.read_model_series(p_model, p_now) as m
    where cardinality(v_vendor_ids) > 1 and m.start_on is not null and p_model.currency <> (
        select p.currency from analytics.vendor_profiles as p
        where p.vendor_id = p_model.vendor_id
    )
    order by 1;
end;
$$;

comment on function analytics.list_training_series(analytics.forecast_models, timestamptz) is
'All series that a model is trained on, by vendor: its own, and those of the market, which are the
vendors that have not opted out of pooled_models, all or of the same type. Amounts of the market are
in each vendor''s own currency: models learn how a month compares with the others of the vendor.';
revoke all on function analytics.list_training_series(analytics.forecast_models, timestamptz)
from public;
