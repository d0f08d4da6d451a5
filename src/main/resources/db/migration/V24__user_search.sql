-- Administrators search users by any part of the e-mail address as well.
create index users_by_email_trigrams on users using gin ((email::text) gin_trgm_ops);

-- Always by the trigrams, as reports_titled: a plan that expects many hits would read the table when there are none.
create function users_found(pattern text, emails boolean, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  as $found$
    select id from users
    where lower(display_name) like lower(pattern) escape '!' or emails and email::text like lower(pattern) escape '!'
    limit most
  $found$;
