-- What was dropped is loaded again with the sql/ that has it.
select 1;
