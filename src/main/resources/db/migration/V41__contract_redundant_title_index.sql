-- reports_by_owner_title_trigrams finds titles of all owners as well: a GIN index answers conditions on any of its columns. Each index
-- less makes changes of reports cheaper.
drop index reports_by_title_trigrams;
