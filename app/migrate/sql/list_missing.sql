-- What the server lacks beyond what analytics.after_load() says, a line each.
select 'pg_stat_statements is not in this database: there are no statistics of queries'
where not exists (select from pg_catalog.pg_extension where extname = 'pg_stat_statements');
