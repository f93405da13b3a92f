create or replace function analytics.list_identifier_needles(p_identifiers text[])
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(array_agg(distinct case
        -- Rows and JSON write these characters in ways of their own: let the patterns decide.
        when i.identifier ~ '[\\"]' then '%'
        -- Addresses in whatever case: a letter may be any, for ILIKE is ten times as slow as LIKE.
        when i.identifier like '%@%'
            then '%' || regexp_replace(i.identifier, '[[:alpha:]%]', '_', 'g') || '%'
        else '%' || regexp_replace(i.identifier, '([%_])', '\\\1', 'g') || '%'
    end), '{}')
    from unnest(p_identifiers) as i (identifier)
$$;

comment on function analytics.list_identifier_needles(text[]) is
'Patterns of LIKE that every row with an identifier of a client fits, and most others do not: a
sieve before the patterns of list_identifier_patterns, at a tenth of their cost.';
revoke all on function analytics.list_identifier_needles(text[]) from public;
