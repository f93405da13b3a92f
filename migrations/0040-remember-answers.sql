set local role analytics_owner;

create table analytics.idempotency_keys (
    vendor_id uuid not null,
    caller text not null,
    idempotency_key text not null,
    request_sha256 bytea not null,
    status integer not null,
    headers jsonb not null,
    body jsonb,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint idempotency_keys_pkey primary key (vendor_id, caller, idempotency_key),
    constraint idempotency_keys_idempotency_key_check
    check (idempotency_key ~ '^[ -~]{1,255}$')
);
create index idempotency_keys_expires_at_idx on analytics.idempotency_keys (expires_at);
comment on table analytics.idempotency_keys is
'What was answered to requests with an Idempotency-Key, so that each counts once however often it is
sent. Written in the transaction that does the work.';
comment on column analytics.idempotency_keys.vendor_id is
'The vendor of the caller; the nil UUID for callers who do not have exactly one.';
comment on column analytics.idempotency_keys.caller is
'Subject of the token or key: others may use the same keys, and get no answer that was not theirs.';
comment on column analytics.idempotency_keys.request_sha256 is
'Of method, path, query, media type, precondition and body: what the key stands for.';
call analytics.protect_tenant_table('analytics.idempotency_keys');

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'prune_answers', 'Forget answers to requests with an Idempotency-Key once they have expired.',
    'prune_answers', null, '1 hour'
);
