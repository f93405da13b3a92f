drop table analytics.vendor_members;
drop procedure analytics.protect_tenant_table(regclass, name);
drop function analytics.current_vendor_ids();
drop function analytics.is_platform_admin();
drop function analytics.current_claims();
