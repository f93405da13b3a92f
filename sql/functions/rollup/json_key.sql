create or replace function analytics.json_key(p_field text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select string_agg(
        case when w.position = 1 then w.word else upper(left(w.word, 1)) || substr(w.word, 2) end,
        '' order by w.position
    )
    from string_to_table(p_field, '_') with ordinality as w (word, position)
$$;

comment on function analytics.json_key(text) is
'The camelCase key that a snake_case field has in event data: venue_type → venueType.';
revoke all on function analytics.json_key(text) from public;
grant execute on function analytics.json_key(text) to analytics_definer;
