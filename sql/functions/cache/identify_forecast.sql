create or replace function analytics.identify_forecast(
    p_vendor_id uuid,
    p_plan jsonb,
    p_now timestamptz
)
returns analytics.answer_key
language plpgsql
stable
parallel unsafe
security invoker
set search_path = ''
as $$
declare
    v_place text := analytics.find_calendar_place(p_vendor_id);
begin
    return (
        select row(
            array['insights/forecast'],
            concat_ws(
                e'\n', 'insights/forecast', p_plan, v, (p_now at time zone v.time_zone)::date,
                (
                    select concat_ws(',', count(*), bit_xor(hashtextextended(m::text, 0)))
                    from analytics.market_profiles as m
                    where m.segment in ('', v.vendor_type)
                        and m.date_basis = p_plan ->> 'dateBasis'
                ),
                (
                    select concat_ws(',', p.country_code, p.subdivision_code, (
                        select concat_ws(',', count(*), bit_xor(hashtextextended(d::text, 0)))
                        from analytics.calendar_days as d
                        where d.country_code = p.country_code
                            and d.subdivision_code in ('', p.subdivision_code)
                    ))
                    from analytics.calendar_places as p
                    where p.place = v_place
                ),
                (
                    -- Forecasts of a version never change; another may answer, or a name.
                    select string_agg(concat_ws(
                        ',', m.id, m.model_name, c.version, c.promoted_at
                    ), ';' order by m.id)
                    from analytics.forecast_models as m
                    inner join analytics.forecast_model_versions as c
                        on c.vendor_id = m.vendor_id and c.model_id = m.id
                        and c.state = 'champion'
                    where m.vendor_id = p_vendor_id
                )
            ),
            array[p_vendor_id]
        )::analytics.answer_key
        from analytics.vendor_profiles as v
        where v.vendor_id = p_vendor_id
    );
end;
$$;

comment on function analytics.identify_forecast(uuid, jsonb, timestamptz) is
'What makes two forecasts of a vendor one, beside its data: the plan, its settings, the day, the
market, the public holidays of its place, and the models that answer.';
revoke all on function analytics.identify_forecast(uuid, jsonb, timestamptz) from public;
grant execute on function analytics.identify_forecast(uuid, jsonb, timestamptz)
to analytics_definer;
