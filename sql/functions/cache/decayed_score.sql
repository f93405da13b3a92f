create or replace function analytics.decayed_score(p_score double precision, p_age interval)
returns double precision
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select p_score * power(0.5, greatest(0, extract(epoch from p_age)) / 21600)
$$;

comment on function analytics.decayed_score(double precision, interval) is
'What is left of a score after some time: half of it after six hours, a sixteenth after a day.';
revoke all on function analytics.decayed_score(double precision, interval) from public;
