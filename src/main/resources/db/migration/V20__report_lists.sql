-- A list of reports costs what it returns: each branch of what a caller may see (own, shared, published) is read in the
-- order of an index, and at most one page of each is merged. A filter on status or visibility reads one part of an index
-- for each pair of the two that it leaves.
create extension if not exists pg_trgm;

drop index reports_by_created, reports_by_updated, reports_by_title;

create index reports_by_state_created on reports (status, visibility, created_at, id);
create index reports_by_state_updated on reports (status, visibility, updated_at, id);
create index reports_by_state_title on reports (status, visibility, title, id);
create index reports_by_owner_state_created on reports (owner_id, status, visibility, created_at, id);
create index reports_by_owner_state_updated on reports (owner_id, status, visibility, updated_at, id);
create index reports_by_owner_state_title on reports (owner_id, status, visibility, title, id);

-- Search finds a rare text by its trigrams, and a frequent one in the order of the list.
create index reports_by_title_trigrams on reports using gin (lower(title) gin_trgm_ops);

-- A share carries a copy of what a list sorts and filters by. The triggers keep it: a report and its shares never differ.
alter table report_shares
  add column owner_id   uuid,
  add column title      text,
  add column status     text,
  add column visibility text,
  add column created_at timestamptz,
  add column updated_at timestamptz;

update report_shares s
set (owner_id, title, status, visibility, created_at, updated_at) =
  (select r.owner_id, r.title, r.status, r.visibility, r.created_at, r.updated_at from reports r where r.id = s.report_id);

alter table report_shares
  alter column owner_id set not null,
  alter column title set not null,
  alter column status set not null,
  alter column visibility set not null,
  alter column created_at set not null,
  alter column updated_at set not null;

-- The lock makes a concurrent change of the report wait until the share is committed and can be updated.
create function report_shares_copy() returns trigger language plpgsql as $copy$
begin
  select r.owner_id, r.title, r.status, r.visibility, r.created_at, r.updated_at
  into new.owner_id, new.title, new.status, new.visibility, new.created_at, new.updated_at
  from reports r where r.id = new.report_id for share;
  return new;
end $copy$;

create trigger report_shares_copy before insert on report_shares
  for each row execute function report_shares_copy();

create function report_shares_follow() returns trigger language plpgsql as $follow$
begin
  update report_shares
  set title = new.title, status = new.status, visibility = new.visibility, updated_at = new.updated_at
  where report_id = new.id;
  return null;
end $follow$;

create trigger report_shares_follow after update of title, status, visibility, updated_at on reports
  for each row execute function report_shares_follow();

create index report_shares_by_created on report_shares (user_id, created_at, report_id);
create index report_shares_by_state_created on report_shares (user_id, status, visibility, created_at, report_id);
create index report_shares_by_state_updated on report_shares (user_id, status, visibility, updated_at, report_id);
create index report_shares_by_state_title on report_shares (user_id, status, visibility, title, report_id);

-- Always by the trigrams: a plan that expects many hits and reads the table would read all of it when there are none.
create function reports_titled(pattern text, most int) returns setof uuid language sql stable
  set enable_seqscan = off
  as $titled$ select id from reports where lower(title) like lower(pattern) escape '!' limit most $titled$;
