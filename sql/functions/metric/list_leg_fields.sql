create or replace function analytics.list_leg_fields(p_plan jsonb, p_leg jsonb)
returns text[]
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return (
        select array(
            select f.field_name
            from (
                select jsonb_array_elements_text(p_plan -> 'fields') as field_name
                union
                select jsonb_path_query(
                    p_plan -> 'filter', 'strict $.** ? (exists (@.field)).field'
                ) #>> '{}'
                union
                select 'currency'
                where (p_plan ->> 'isPerCurrency')::boolean
            ) as f
            where f.field_name <> 'vendor'
                and not (f.field_name = 'currency' and (p_leg ->> 'isMoney')::boolean)
        )
    );
end;
$$;

comment on function analytics.list_leg_fields(jsonb, jsonb) is
'Fields that groups and filters read of the events of a metric, beyond what every rollup has.';
revoke all on function analytics.list_leg_fields(jsonb, jsonb) from public;
grant execute on function analytics.list_leg_fields(jsonb, jsonb) to analytics_definer;
