-- A function may name a view that is loaded after it; and nothing may rest on a search path.
set local check_function_bodies = off;
set local search_path = '';
set local lock_timeout = '5s';
set local client_min_messages = warning;
