create or replace function analytics.describe_basis(p_forecast jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select jsonb_build_object(
        'kind', p_forecast -> 'basis',
        'historyMonths', p_forecast -> 'historyMonths',
        'firstMonth', p_forecast -> 'firstMonth',
        'emptyMonths', p_forecast -> 'emptyMonths',
        'market', p_forecast -> 'market',
        'statement', case p_forecast ->> 'basis'
            when 'market estimate' then format(
                'A market estimate: the own level of %s months, with the months of the year as %s '
                'vendors have them.',
                p_forecast ->> 'historyMonths', p_forecast #>> '{market,vendorCount}'
            )
            when 'own history and market' then format(
                'Own history of %s months, smoothed by the months of the year of %s vendors.',
                p_forecast ->> 'historyMonths', p_forecast #>> '{market,vendorCount}'
            )
            when 'own history' then
                format('Own history of %s months.', p_forecast ->> 'historyMonths')
            when 'own level' then format(
                'The mean of %s months: less than a year, and no market to take the months of the '
                'year from.', p_forecast ->> 'historyMonths'
            )
            else 'What is on the books, and nothing else.'
        end
    )
$$;

comment on function analytics.describe_basis(jsonb) is
'On what a forecast rests.';
revoke all on function analytics.describe_basis(jsonb) from public;
grant execute on function analytics.describe_basis(jsonb) to analytics_definer;
