set local role analytics_owner;

-- Both are unlogged: after a crash of the server they are empty, and fill again.
create unlogged table analytics.popular_requests (
    vendor_id uuid not null,
    request_key text not null,
    request jsonb not null,
    accepted text,
    score double precision not null,
    scored_at timestamptz not null,
    constraint popular_requests_pkey primary key (vendor_id, request_key),
    constraint popular_requests_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
);
comment on table analytics.popular_requests is
'The 20 requests that are asked most of each vendor, which the job warm_cache answers again.';
comment on column analytics.popular_requests.score is
'How often it was asked until scored_at; half of it is forgotten every six hours.';
call analytics.protect_tenant_table('analytics.popular_requests');

create unlogged table analytics.cached_answers (
    vendor_id uuid not null,
    request_key text not null,
    etag text not null,
    body text not null,
    created_at timestamptz not null,
    constraint cached_answers_pkey primary key (vendor_id, request_key),
    constraint cached_answers_vendor_id_fkey foreign key (vendor_id)
    references public.user_profiles (id) on delete cascade
);
comment on table analytics.cached_answers is
'Answers to popular requests that the job warm_cache has calculated ahead; each is right as long as
its tag is.';
call analytics.protect_tenant_table('analytics.cached_answers');

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'warm_cache', 'Answer again what is often asked of vendors whose data have changed.',
    'warm_cache_item', 'list_vendors_to_warm', '1 minute'
);
