create or replace function analytics.forget_answers()
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
    v_count integer;
begin
    update analytics.cache_state set cleared_count = cleared_count + 1;
    delete from analytics.cached_answers;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$;

comment on function analytics.forget_answers() is
'Give every answer another tag from now on, and drop those calculated ahead; returns their number.';
revoke all on function analytics.forget_answers() from public;
grant execute on function analytics.forget_answers() to analytics_definer;
