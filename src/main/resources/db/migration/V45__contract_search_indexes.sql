-- No search uses them any more.
drop index reports_by_owner_title_trigrams, report_shares_by_title_trigrams;

-- Other indexes begin with the user as well.
drop index report_shares_by_user;
