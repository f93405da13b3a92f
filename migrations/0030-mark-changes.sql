set local role analytics_owner;

create sequence analytics.change_feed_id_seq;

-- Written with every statement, so it has neither index nor WAL. A crash forgets marks, of which
-- whoever listens hears nothing more then; the numbers themselves are elsewhere.
create unlogged table analytics.change_feed (
    id bigint not null default nextval('analytics.change_feed_id_seq'),
    vendor_id uuid not null,
    kind text not null,
    priority text not null,
    marked_at timestamptz not null default clock_timestamp()
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0,
    vacuum_truncate = off
);
comment on table analytics.change_feed is
'Whose numbers changed since somebody took the marks: each statement that changes events leaves a
mark per vendor, kind and priority of what it changed. Marks that nobody takes are dropped after
some minutes.';
call analytics.protect_tenant_table('analytics.change_feed');

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values
('prune_changes', 'Drop marks of changes that nobody took.', 'prune_changes', null, '1 minute');
