-- To find what a campaign's list does not have any more. DuckDB needs no index for that, and would keep it in memory.
CREATE INDEX bookings_by_campaign ON bookings (realm, campaign_id);
CREATE INDEX creatives_by_campaign ON creatives (realm, campaign_id);
