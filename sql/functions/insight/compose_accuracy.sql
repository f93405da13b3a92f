create or replace function analytics.compose_accuracy(p_forecast jsonb, p_ceiling jsonb)
returns jsonb
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select (p_forecast -> 'accuracy') || jsonb_build_object(
        'method', p_forecast -> 'method',
        'methodDescription', case p_forecast ->> 'method'
            when 'trained_model' then format(
                'the model "%s" (%s), trained on months until %s, with bookings on the books and '
                'additive pickup: past forecasts were better with it',
                p_forecast #>> '{model,name}', p_forecast #>> '{model,modelType}',
                p_forecast #>> '{model,trainedUntil}'
            )
            when 'pickup' then 'bookings on the books and additive pickup, blended with the median '
                'of Theta, month share and damped Holt-Winters, and the market'
            else 'the median of Theta, month share and damped Holt-Winters, and the market'
        end,
        -- Luck is no promise.
        'expectedAccuracy', least(
            (p_forecast #>> '{accuracy,accuracy}')::numeric, (p_ceiling ->> 'monthly')::numeric
        ),
        'statement', format(
            'Forecast anew from %s days in the past, without what came later, the months were met '
            'with an accuracy of %s %% (1 - WAPE); the same month of the year before would have '
            'given %s %%.',
            p_forecast #>> '{accuracy,origins}',
            round(100 * (p_forecast #>> '{accuracy,accuracy}')::numeric),
            round(100 * (p_forecast #>> '{accuracy,versusSeasonalNaive,accuracy}')::numeric)
        )
    )
    where p_forecast ->> 'accuracy' is not null
$$;

comment on function analytics.compose_accuracy(jsonb, jsonb) is
'How good past forecasts of a vendor were, for the reader of the next one; never promises more than
chance allows. Null without a past.';
revoke all on function analytics.compose_accuracy(jsonb, jsonb) from public;
grant execute on function analytics.compose_accuracy(jsonb, jsonb) to analytics_definer;
