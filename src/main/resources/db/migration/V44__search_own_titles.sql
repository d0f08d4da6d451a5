-- A trigram index that also holds titles that the caller may not see takes longer when one of them contains the text. So a
-- search reads own and shared titles by their owner and user; the index of published reports holds visible titles only.
-- Moderators see all titles. Their index has another expression, so that no other search can use it.
create index if not exists reports_all_title_trigrams on reports using gin ((lower(title) || '') gin_trgm_ops);

create or replace function reports_titled(pattern text, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  as $titled$ select id from reports where lower(title) || '' like lower(pattern) escape '!' limit most $titled$;

-- At most "most" reports of each kind. From more than 4000 own or shared reports, it returns any: the caller reads the list instead.
create or replace function reports_titled_for(caller uuid, pattern text, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  set plan_cache_mode = force_generic_plan
  as $titled$
    with own as materialized (select id, title from reports where owner_id = caller limit 4001),
      shared as materialized (select report_id, title from report_shares where user_id = caller limit 4001)
    (select id from own
      where lower(title) like lower(pattern) escape '!' or (select count(*) from own) > 4000 limit most)
    union
    (select id from reports
      where status = 'PUBLISHED' and visibility = 'INTERNAL' and lower(title) like lower(pattern) escape '!' limit most)
    union
    (select report_id from shared
      where lower(title) like lower(pattern) escape '!' or (select count(*) from shared) > 4000 limit most)
  $titled$;
