create or replace function analytics.compile_currency(p_leg jsonb)
returns text
-- In PL/pgSQL, which keeps its plan.
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case p_leg ->> 'from'
        when 'raw' then 'coalesce(e.event_data ->> ''currency'', v.currency)'
        when 'facts' then 'coalesce(b.currency, v.currency)'
        else 'a.currency'
    end;
end;
$$;

comment on function analytics.compile_currency(jsonb) is
'SQL of the currency in the source of a leg: its own, else the vendor''s, as in the rollup.';
revoke all on function analytics.compile_currency(jsonb) from public;
grant execute on function analytics.compile_currency(jsonb) to analytics_definer;
