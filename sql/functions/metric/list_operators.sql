create or replace function analytics.list_operators()
returns table (op text, value_shape text, field_types text[], description text)
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
    values
        ('eq', 'one', '{string,number,boolean,date,time}'::text[], 'is equal'),
        ('ne', 'one', '{string,number,boolean,date,time}', 'is not equal, or missing'),
        ('in', 'many', '{string,number,boolean,date,time}', 'is one of an array'),
        ('not_in', 'many', '{string,number,boolean,date,time}', 'is none of an array, or missing'),
        ('gt', 'one', '{number,date,time}', 'is greater or later'),
        ('gte', 'one', '{number,date,time}', 'is greater or later, or equal'),
        ('lt', 'one', '{number,date,time}', 'is less or earlier'),
        ('lte', 'one', '{number,date,time}', 'is less or earlier, or equal'),
        ('between', 'two', '{number,date,time}', 'lies between two values, both included'),
        ('exists', 'none', '{string,number,boolean,date,time}', 'is there'),
        ('missing', 'none', '{string,number,boolean,date,time}', 'is not there'),
        ('contains', 'one', '{string}', 'contains a text, in upper or lower case'),
        ('starts_with', 'one', '{string}', 'begins with a text, in upper or lower case'),
        ('ends_with', 'one', '{string}', 'ends with a text, in upper or lower case')
$$;

comment on function analytics.list_operators() is
'The operators of filters: how many values each takes (none, one, two, many), and for what types.';
revoke all on function analytics.list_operators() from public;
grant execute on function analytics.list_operators() to analytics_definer;
