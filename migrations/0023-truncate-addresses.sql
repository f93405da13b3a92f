-- Addresses of visitors are cut to their network after a while; what is counted stays as it is.
set local role analytics_owner;

alter table analytics.settings
add column address_retention_days integer default 30,
add constraint settings_address_retention_days_check
check (address_retention_days between 0 and 3650);
comment on column analytics.settings.address_retention_days is
'Age in days after which addresses are cut to their network (/24, IPv6 /48); null keeps them.';

create table analytics.address_passes (
    relation_name text not null,
    cutoff_at timestamptz not null,
    next_block bigint,
    block_count bigint not null,
    inserted_count bigint not null,
    truncated_until timestamptz not null default '-infinity',
    constraint address_passes_pkey primary key (relation_name)
);
comment on table analytics.address_passes is
'How far the addresses of each partition are cut, so that a run goes on where the last one ended and
what is done is not read again.';
comment on column analytics.address_passes.cutoff_at is
'Addresses of what happened before are cut by the pass under way, or were by the last one.';
comment on column analytics.address_passes.next_block is
'Where the pass under way goes on, null between passes; it ends at block_count.';
comment on column analytics.address_passes.inserted_count is
'What the statistics of the table had counted as inserted when the pass began: a partition that was
done is read again only where this has changed.';

insert into analytics.jobs (job_name, description, routine, items_routine, every)
values (
    'truncate_addresses', 'Cut addresses to their network once they are old enough.',
    'truncate_addresses', 'list_address_batches', '1 hour'
);
