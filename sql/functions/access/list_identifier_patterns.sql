create or replace function analytics.list_identifier_patterns(p_identifiers text[])
returns text[]
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    select coalesce(array_agg(distinct p.pattern), '{}')
    from (
        select i.identifier, f.form,
            -- What is short, or a plain word or number, may stand for anything else as well.
            i.identifier ~ '[@ ]'
            or length(i.identifier) >= 4 and i.identifier ~ '\d' and i.identifier ~ '[[:alpha:]]'
            or length(i.identifier) >= 7 and i.identifier ~ '\d' as is_telling
        from unnest(p_identifiers) as i (identifier)
        -- As it is in text, and as JSON writes it.
        cross join lateral (values
            (i.identifier), (regexp_replace(to_json(i.identifier)::text, '^"|"$', '', 'g'))
        ) as f (form)
    ) as i
    cross join lateral (
        select regexp_replace(i.form, '([!-/:-@\[-`{-~])', '\\\1', 'g') as escaped,
            '(?<="(clientId|client_id)\\{0,3}"\s{0,9}:\s{0,9}' as after_key
    ) as e
    cross join lateral (
        select case when i.identifier like '%@%' then '(?i)' else '' end
            || '(?<![\w-])' || e.escaped || '(?![\w-])' as pattern
        where i.is_telling
        union all
        select e.after_key || '\\{0,3}")' || e.escaped || '(?=\\{0,3}")'
        where not i.is_telling
        union all
        select e.after_key || ')' || e.escaped || '(?=\s{0,9}[],}])'
        where not i.is_telling and i.identifier ~ '^\d+$'
    ) as p
$$;

comment on function analytics.list_identifier_patterns(text[]) is
'Regular expressions that find identifiers of a client in JSON, and in text within JSON: as whole
words, e-mail addresses in whatever case; a short or plain word or number only as clientId.';
revoke all on function analytics.list_identifier_patterns(text[]) from public;
