set local role analytics_owner;

create table analytics.cache_rules (
    pattern text not null,
    ttl interval not null default '1 hour',
    invalidation text not null default 'exact',
    is_enabled boolean not null default true,
    is_warmed boolean not null default false,
    is_compressed boolean not null default true,
    note text,
    like_pattern text not null generated always as (
        replace(replace(pattern, '_', '\_'), '*', '%')
    ) stored,
    constraint cache_rules_pkey primary key (pattern),
    constraint cache_rules_pattern_check check (pattern ~ '^[a-z*][a-z0-9_/*-]*$'),
    constraint cache_rules_ttl_check check (ttl between interval '1 second' and interval '30 days'),
    constraint cache_rules_invalidation_check check (invalidation in ('exact', 'ttl'))
);
comment on table analytics.cache_rules is
'How answers are cached. A row is a setting: change it, add some. Of the rules whose pattern fits,
the longest counts; of a request for several metrics the strictest of their rules. What no enabled
rule fits is not cached.';
comment on column analytics.cache_rules.pattern is
'Route, or route and name, with * for any text: metrics/revenue, metrics/*, dashboards/*, catalog.';
comment on column analytics.cache_rules.ttl is
'How long an answer is kept at most; with invalidation ttl also how old it may be.';
comment on column analytics.cache_rules.invalidation is
'exact: an answer counts as long as nothing has changed that it was made from. ttl: it counts until
it is as old as ttl, whatever has changed; it says its age.';
comment on column analytics.cache_rules.is_warmed is
'Whether the job warm_cache answers again what is often asked, once its data have changed.';
comment on column analytics.cache_rules.is_compressed is
'Whether the service keeps the answer compressed, beside what clients get that take no gzip.';
insert into analytics.cache_rules (pattern, ttl, invalidation, is_warmed, is_compressed, note)
values
('catalog', '1 day', 'exact', false, true, 'Changes with the catalogue and the registry.'),
('dashboards/*', '1 hour', 'exact', false, true, 'All tiles of a dashboard at once.'),
('metrics/*', '1 hour', 'exact', true, true, 'Any metric that has no rule of its own.'),
('shared/*', '1 minute', 'exact', false, true, 'ttl is what caches between may hold a link for.');
grant select on analytics.cache_rules to analytics_definer;

create table analytics.cache_state (
    is_singleton boolean not null default true,
    code_digest text not null default '',
    cleared_count bigint not null default 0,
    constraint cache_state_pkey primary key (is_singleton),
    constraint cache_state_is_singleton_check check (is_singleton)
);
comment on table analytics.cache_state is
'What every cached answer depends on beside data: the SQL that made it, and how often the cache was
cleared.';
comment on column analytics.cache_state.code_digest is 'Digest of all files of sql/ as loaded.';
insert into analytics.cache_state default values;
grant select on analytics.cache_state to analytics_definer;

-- Answers count the open rejects of their vendors, and so does their version, without the heap.
create index analytics_rejected_events_open_idx
on public.analytics_rejected_events (vendor_id, id) where state = 'open';

create type analytics.answer_key as (
    names text [],
    identity text,
    vendor_ids uuid []
);
comment on type analytics.answer_key is
'What makes two requests one: the names that cache_rules are matched with, the text of all that the
answer depends on beside data, and the vendors whose data it is made from.';

create type analytics.answer_state as (
    etag text,
    is_known boolean,
    ttl_s integer,
    is_warmed boolean,
    is_compressed boolean
);
comment on type analytics.answer_state is
'Which answer is the right one now, and whether the caller has it; etag is null where nothing is
cached.';
