create or replace function analytics.note_code()
returns void
language sql
volatile
security invoker
set search_path = ''
as $$
    update analytics.cache_state as s
    set code_digest = f.digest
    from (
        select md5(coalesce(string_agg(l.path || l.sha256, ',' order by l.path), '')) as digest
        from analytics.sql_files as l
    ) as f
    where s.code_digest <> f.digest
$$;

comment on function analytics.note_code() is
'Let no answer be taken for right that other files of sql/ than those loaded now have made.';
revoke all on function analytics.note_code() from public;
