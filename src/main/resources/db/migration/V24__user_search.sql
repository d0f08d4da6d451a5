-- Administrators also search users by any part of the e-mail address.
create index users_by_email_trigrams on users using gin ((email::text) gin_trgm_ops);

-- Always reads the trigram indexes, as reports_titled does: a plan for many hits would read the table when there are none.
-- PostgreSQL before 18 has no other plan than the generic one; later versions use it, too.
-- Callers who do not see e-mail addresses get null as their pattern, which finds no entry of that index: otherwise the
-- duration of a search would disclose how many addresses contain its text.
create function users_found(pattern text, emails boolean, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  set plan_cache_mode = force_generic_plan
  as $found$
    select id from users
    where lower(display_name) like lower(pattern) escape '!'
      or email::text like lower(case when emails then pattern end) escape '!'
    limit most
  $found$;
