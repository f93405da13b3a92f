begin;
-- What lets the same SQL run on a cluster that distributes by vendor.
select plan(6);

create temp table tenant as
select
    c.oid,
    c.oid::regclass::text as name,
    c.relname
from pg_class as c
inner join pg_attribute as a on c.oid = a.attrelid and a.attname = 'vendor_id'
where
    c.relowner = 'analytics_owner'::regrole and c.relkind in ('r', 'p') and not c.relispartition
    -- A door, not a room: it stays on the coordinator, without a key.
    and c.relname <> 'analytics_inbox';

select is_empty(
    $$
    select t.name, i.indexrelid::regclass from tenant as t
    inner join pg_index as i on t.oid = i.indrelid and i.indisunique
    inner join pg_attribute as a on t.oid = a.attrelid and a.attnum = i.indkey[0]
    where a.attname <> 'vendor_id'
        -- What was refused may have no vendor: it stays on the coordinator.
        and t.relname <> 'analytics_rejected_events'
        -- These say who the vendor is: small, and on a cluster reference tables.
        and i.indexrelid::regclass::text not in (
            'analytics.api_keys_key_sha256_key', 'analytics.hook_sources_source_name_key'
        )
    $$,
    'vendor_id leads every key'
);
select is_empty(
    $$
    select t.name, a.attname from tenant as t
    inner join pg_attribute as a on t.oid = a.attrelid
    where a.attidentity <> ''
    $$,
    'no identity columns'
);
select is_empty(
    $$
    select c.conrelid::regclass, c.conname from pg_constraint as c
    where c.contype = 'f' and c.conrelid in (select oid from tenant)
        and c.confrelid <> 'public.user_profiles'::regclass
        and c.confrelid not in (select oid from tenant)
    $$,
    'foreign keys lead to the vendors or stay with the vendor'
);
select is_empty(
    $$
    select c.conrelid::regclass, c.conname from pg_constraint as c
    where c.contype = 'f' and c.conrelid in (
        select oid from pg_class where relowner = 'analytics_owner'::regrole
    )
        and not exists (
            select from pg_index as i
            where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
        )
    $$,
    'every foreign key has an index'
);
select is_empty(
    $$
    select c.oid::regclass from pg_class as c
    where c.relowner = 'analytics_owner'::regrole and c.relkind in ('r', 'p')
        and c.relnamespace in ('public'::regnamespace, 'analytics'::regnamespace)
        -- A log that nothing is replicated from is only appended to and taken as a whole.
        and c.relpersistence = 'p'
        and not exists (select from pg_index as i where i.indrelid = c.oid and i.indisprimary)
        and c.relname <> 'analytics_inbox'
    $$,
    'every table that lasts has a primary key'
);
select is_empty(
    $$
    select p.oid::regprocedure from pg_proc as p
    where p.pronamespace in ('analytics'::regnamespace, 'analytics_api'::regnamespace)
        and p.prosrc ~* (
            'date_trunc\(\s*''[a-z]+''\s*,\s*([a-z_]+\.)?("timestamp"|bucket|[a-z_]*_at|now\(\))\s*\)'
        )
    $$,
    'moments are cut in a zone that is named, never in that of the session'
);

select finish();
rollback;
