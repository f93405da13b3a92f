drop table analytics.imports;
