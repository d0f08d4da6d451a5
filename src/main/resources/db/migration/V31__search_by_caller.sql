-- A search proceeds differently when its text is frequent, and its response shows how. Counted in the whole table, the number
-- of hits would disclose to a user who adds reports of their own whether a hidden title contains a text. So it is counted
-- among what the caller may see: own, published and shared reports, each found by an index of its own.
create extension if not exists btree_gin;

-- The owner is indexed as text, so that no other index answers the condition and the cost depends on the hits only.
create index reports_by_owner_title_trigrams on reports using gin ((owner_id::text), lower(title) gin_trgm_ops);
create index reports_published_title_trigrams on reports using gin (lower(title) gin_trgm_ops)
  where status = 'PUBLISHED' and visibility = 'INTERNAL';
create index report_shares_by_title_trigrams on report_shares using gin ((user_id::text), lower(title) gin_trgm_ops);

-- At most "most" reports of each kind.
create function reports_titled_for(caller uuid, pattern text, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  set plan_cache_mode = force_generic_plan
  as $titled$
    (select id from reports
      where owner_id::text = caller::text and lower(title) like lower(pattern) escape '!' limit most)
    union
    (select id from reports
      where status = 'PUBLISHED' and visibility = 'INTERNAL' and lower(title) like lower(pattern) escape '!' limit most)
    union
    (select report_id from report_shares
      where user_id::text = caller::text and lower(title) like lower(pattern) escape '!' limit most)
  $titled$;
