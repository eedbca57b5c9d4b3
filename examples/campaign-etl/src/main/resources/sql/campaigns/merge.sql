-- A row that is the same is not written again. To fill a new column, leave out the last WHERE for one run.
INSERT INTO campaigns AS known (realm, id, name, advertiser_id, advertiser, starts_on, ends_on, raw, changed_at)
SELECT realm, id, name, advertiser_id, advertiser, starts_on, ends_on, raw, CURRENT_TIMESTAMP
FROM staged_campaigns
ON CONFLICT (realm, id) DO UPDATE
SET name = excluded.name,
    advertiser_id = excluded.advertiser_id,
    advertiser = excluded.advertiser,
    starts_on = excluded.starts_on,
    ends_on = excluded.ends_on,
    raw = excluded.raw,
    changed_at = excluded.changed_at
WHERE CAST(known.raw AS VARCHAR) <> CAST(excluded.raw AS VARCHAR)
