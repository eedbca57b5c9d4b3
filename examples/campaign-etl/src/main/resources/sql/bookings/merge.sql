-- A row that is the same is not written again. To fill a new column, leave out the last WHERE for one run.
INSERT INTO bookings AS known (realm, id, campaign_id, name, starts_on, ends_on, volume, raw, changed_at)
SELECT realm, id, campaign_id, name, starts_on, ends_on, volume, raw, CURRENT_TIMESTAMP
FROM staged_bookings
ON CONFLICT (realm, id) DO UPDATE
SET campaign_id = excluded.campaign_id,
    name = excluded.name,
    starts_on = excluded.starts_on,
    ends_on = excluded.ends_on,
    volume = excluded.volume,
    raw = excluded.raw,
    changed_at = excluded.changed_at
WHERE known.campaign_id <> excluded.campaign_id
   OR CAST(known.raw AS VARCHAR) <> CAST(excluded.raw AS VARCHAR)
