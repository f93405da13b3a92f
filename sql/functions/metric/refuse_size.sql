create or replace function analytics.refuse_size(p_row_count bigint, p_row_limit bigint)
returns void
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
    if p_row_count > p_row_limit then
        perform analytics.raise_request_problems(analytics.request_problem(
            'ZA126', '/groupBy', format(
                'the answer would have %s rows, %s are the most: ask for a coarser grain, a shorter'
                ' timeframe, fewer groups or the top of them', p_row_count, p_row_limit
            )
        ));
    end if;
end;
$$;

comment on function analytics.refuse_size(bigint, bigint) is
'Raises ZA126 where an answer has too many rows; it is never cut short.';
revoke all on function analytics.refuse_size(bigint, bigint) from public;
grant execute on function analytics.refuse_size(bigint, bigint) to analytics_definer;
