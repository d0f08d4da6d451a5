create table reports (
  id              uuid primary key,
  owner_id        uuid        not null references users (id) on delete cascade,
  title           text        not null check (length(title) between 1 and 200),
  body            text        not null check (length(body) <= 100000),
  status          text        not null check (status in ('DRAFT', 'PUBLISHED', 'ARCHIVED')),
  visibility      text        not null check (visibility in ('PRIVATE', 'INTERNAL')),
  moderation_note text        not null default '' check (length(moderation_note) <= 2000),
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  version         bigint      not null
);

-- One index per list order, so that a cursor is a place in an index and a deep page costs what the first one does.
create index reports_by_created on reports (created_at, id);
create index reports_by_updated on reports (updated_at, id);
create index reports_by_title on reports (title, id);
create index reports_by_owner on reports (owner_id, created_at, id);

create table report_shares (
  report_id uuid not null references reports (id) on delete cascade,
  user_id   uuid not null references users (id) on delete cascade,
  access    text not null check (access in ('READ', 'WRITE')),
  primary key (report_id, user_id)
);

create index report_shares_by_user on report_shares (user_id, report_id);

grant select, insert, update, delete on reports, report_shares to "${service_role}";
